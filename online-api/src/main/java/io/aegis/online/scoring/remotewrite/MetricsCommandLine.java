/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.command.OperatorCommandLine;
import io.aegis.settings.Environment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands of {@code ops/aegis metrics} as they are typed. */
@Command(
        name = "ops/aegis metrics",
        description = "Tells what becomes of metrics.",
        synopsisSubcommandLabel = "COMMAND")
public final class MetricsCommandLine {

    private final Supplier<Environment> environment;
    private final MetricsExplain explain;

    private MetricsCommandLine(Supplier<Environment> environment, MetricsExplain explain) {
        this.environment = environment;
        this.explain = explain;
    }

    /** Runs one command with the settings of the process. */
    public static void main(String[] arguments) {
        System.exit(run(() -> Environment.of(System.getenv(), Path.of("")), System.out, System.err, arguments));
    }

    /** Returns the exit code. */
    static int run(Supplier<Environment> environment, PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new MetricsCommandLine(environment, new MetricsExplain(out)));
        return OperatorCommandLine.of(line, out, err, Exception::getMessage).execute(arguments);
    }

    @Command(
            name = "explain",
            description = {
                "Say for each metric that a target exposes what becomes of it, by which rule, or why it is ignored.",
                "METRIC_MAPPING_FILE is read as the product reads it; the product need not run."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:something is scored",
                "1:it cannot be read",
                "2:the command or a setting is wrong",
                "3:nothing is scored"
            })
    int explain(
            @Parameters(
                            paramLabel = "FILE|URL",
                            description = "what Prometheus scrapes from a target, or the target itself, such as"
                                    + " http://localhost:9100/metrics")
                    String place)
            throws InterruptedException {
        return explain.run(environment.get(), place);
    }
}
