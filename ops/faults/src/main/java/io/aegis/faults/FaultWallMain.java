/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ops/aegis faults}: runs the wall by itself until the process is told to end. */
@Command(
        name = "ops/aegis faults",
        description = {
            "A provider that speaks OpenAI's chat completions and fails on demand.",
            "Set OPENAI_BASE_URL=http://127.0.0.1:4010/v1, OPENAI_API_KEY=any, OPENAI_MODEL to a fault."
        })
public final class FaultWallMain implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;
    private static final int WIDTH = 120;

    private final PrintStream out;
    private final CountDownLatch end;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "to bind to (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4010",
            description = "to listen on, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private FaultWallMain(PrintStream out, CountDownLatch end) {
        this.out = out;
        this.end = end;
    }

    /**
     * Starts the wall, or explains it.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, new CountDownLatch(1), args));
    }

    /** Runs until {@code end} is counted down. Returns the exit status: 0, 1 when it cannot listen, 2 for a wrong command line. */
    static int run(PrintStream out, PrintStream err, CountDownLatch end, String... args) {
        return line(out, end)
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setExecutionExceptionHandler((e, _, _) -> {
                    err.println(e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    private static CommandLine line(PrintStream out, CountDownLatch end) {
        var line = new CommandLine(new FaultWallMain(out, end)).setUsageHelpWidth(WIDTH);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this")
                        .build())
                .usageMessage()
                // Each line is a format.
                .footer(("\n" + FaultWall.help()).replace("%", "%%").split("\n", -1));
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port needs a number from 0 to " + MAX_PORT + ", not " + port);
        }
        try (FaultWall wall = FaultWall.start(new InetSocketAddress(host, port))) {
            out.println("fault wall on " + wall.baseUrl());
            end.await();
        }
        return CommandLine.ExitCode.OK;
    }
}
