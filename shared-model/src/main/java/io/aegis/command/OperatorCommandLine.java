/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What all of the operator's command lines have in common: {@code --help} for each command, errors in one line, and exit codes: 0
 * done, 1 it was not done, 2 the command or a setting is wrong.
 */
public final class OperatorCommandLine {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int WIDTH = 120;

    private OperatorCommandLine() {}

    /**
     * Completes a command line. An {@link IllegalArgumentException} of a command means that it was misused, an {@link
     * InterruptedException} ends it in silence.
     *
     * @param line with all its subcommands
     * @param failure what to say of any other exception
     */
    public static CommandLine of(
            CommandLine line, PrintStream out, PrintStream err, Function<Exception, String> failure) {
        return of(line, out, err, failure, FAILED);
    }

    /**
     * The same, for commands to which 1 means something else.
     *
     * @param failed exit code of a command that ended with any other exception
     */
    public static CommandLine of(
            CommandLine line, PrintStream out, PrintStream err, Function<Exception, String> failure, int failed) {
        addHelp(line);
        return line.setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((e, _) -> {
                    String usage = e.getCommandLine().getHelp().synopsis(0);
                    err.println((e.getMessage() + "; usage: " + usage)
                            .replaceAll("\\s+", " ")
                            .strip());
                    return MISUSED;
                })
                .setExecutionExceptionHandler((e, _, _) -> {
                    switch (e) {
                        case IllegalArgumentException wrong -> {
                            err.println(wrong.getMessage());
                            return MISUSED;
                        }
                        case InterruptedException _ -> Thread.currentThread().interrupt();
                        default -> err.println(failure.apply(e));
                    }
                    return failed;
                });
    }

    private static void addHelp(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("show this")
                            .build());
        }
        line.getSubcommands().values().forEach(OperatorCommandLine::addHelp);
    }
}
