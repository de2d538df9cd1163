/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.command;

import io.aegis.bench.asd.AsdCommand;
import io.aegis.bench.failures.NezhaCommand;
import io.aegis.bench.groups.GroupsCommand;
import io.aegis.bench.load.LoadCommandLine;
import io.aegis.bench.load.openloop.PacingClock;
import io.aegis.bench.nab.NabCommand;
import io.aegis.bench.paging.PagingCommand;
import io.aegis.bench.quality.LanguageQuality;
import io.aegis.bench.quality.LearnedQuality;
import io.aegis.bench.quality.OwnTopicQuality;
import io.aegis.bench.quality.RuleQuality;
import io.aegis.bench.vader.VaderParity;
import io.aegis.command.OperatorCommandLine;
import io.aegis.embedding.TextEmbedder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code ops/aegis bench}: measures the running product, or its code alone. */
@Command(
        name = "ops/aegis bench",
        description = "Measures the running product under load, or parts of its code alone.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:goals met", "1:a goal missed", "2:wrong usage", "3:could not run"})
public final class Main {

    private static final int NOT_RUN = 3;

    private final Map<String, String> environment;
    private final Clock clock;
    private final PacingClock time;
    private final JmhCommand.Jmh jmh;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The command in its surroundings.
     *
     * @param environment settings of the database, and the API's key
     * @param clock where seeds come from
     * @param time what is measured with
     * @param jmh runs microbenchmarks
     * @param out takes reports
     * @param err takes progress and errors
     */
    Main(
            Map<String, String> environment,
            Clock clock,
            PacingClock time,
            JmhCommand.Jmh jmh,
            PrintStream out,
            PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.time = time;
        this.jmh = jmh;
        this.out = out;
        this.err = err;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        // The database driver would announce on standard error that nobody reads its log.
        System.setProperty("mariadb.logging.disable", "true");
        var main = new Main(
                System.getenv(),
                Clock.systemUTC(),
                PacingClock.system(),
                org.openjdk.jmh.Main::main,
                System.out,
                System.err);
        System.exit(main.run(arguments));
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    int run(String... arguments) {
        CommandLine line = new CommandLine(this).addSubcommand(new HelpCommand());
        new LoadCommandLine(environment, clock, time, out, err)
                .commands()
                .forEach(each -> line.addSubcommand(each.getCommandName(), each));
        line.addSubcommand("vader", new JmhCommand("Vader", jmh))
                .addSubcommand("heuristic", new JmhCommand("Heuristic", jmh))
                .addSubcommand(new RuleQuality(out))
                .addSubcommand(new LanguageQuality(out))
                .addSubcommand(new LearnedQuality(
                        out, () -> ServiceLoader.load(TextEmbedder.class).findFirst()))
                .addSubcommand(new OwnTopicQuality(
                        out, () -> ServiceLoader.load(TextEmbedder.class).findFirst()))
                .addSubcommand(new GroupsCommand(environment, time, out, err))
                .addSubcommand(new VaderParity(out))
                .addSubcommand(new PagingCommand(environment, out))
                .addSubcommand(new NabCommand(environment, out))
                .addSubcommand(new AsdCommand(out))
                .addSubcommand(new NezhaCommand(environment, out));
        return OperatorCommandLine.of(line, out, err, Main::failure, NOT_RUN).execute(arguments);
    }

    private static String failure(Exception e) {
        return "could not run: " + (e instanceof IOException ? e.getMessage() : e.toString());
    }
}
