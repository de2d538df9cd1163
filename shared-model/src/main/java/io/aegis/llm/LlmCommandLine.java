/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.command.OperatorCommandLine;
import io.aegis.deadline.Ticker;
import io.aegis.settings.Environment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code ops/aegis llm} as they are typed. */
@Command(name = "ops/aegis llm", description = "Looks after LLM providers.", synopsisSubcommandLabel = "COMMAND")
public final class LlmCommandLine {

    private final Supplier<Environment> environment;
    private final LlmTest test;

    LlmCommandLine(Supplier<Environment> environment, LlmTest test) {
        this.environment = environment;
        this.test = test;
    }

    /** Runs one command with the settings of the process. */
    public static void main(String[] arguments) {
        System.exit(run(() -> Environment.of(System.getenv(), Path.of("")), System.out, System.err, arguments));
    }

    /** The command with all of its subcommands, as a shell completes it. */
    public static CommandLine completed() {
        return new CommandLine(of(
                () -> {
                    throw new IllegalStateException("only described");
                },
                System.out));
    }

    /** Returns the exit code. */
    static int run(Supplier<Environment> environment, PrintStream out, PrintStream err, String... arguments) {
        return OperatorCommandLine.of(new CommandLine(of(environment, out)), out, err, Exception::getMessage)
                .execute(arguments);
    }

    private static LlmCommandLine of(Supplier<Environment> environment, PrintStream out) {
        return new LlmCommandLine(environment, new LlmTest(out, Clock.systemUTC(), Ticker.system()));
    }

    /** Only now: help and mistakes need no settings. */
    @Command(
            name = "test",
            description = {
                "Ask each provider that has a key about one harmless text: what was sent, what came of it, what to change.",
                "The product need not run."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:all answered",
                "1:one did not",
                "2:the command or a setting is wrong",
                "3:no provider is configured"
            })
    int test() {
        return test.run(environment.get());
    }
}
