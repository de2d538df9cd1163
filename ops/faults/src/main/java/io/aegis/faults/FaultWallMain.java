/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/** Runs the wall by itself until the process is told to end. {@code --help} explains. */
public final class FaultWallMain {

    private static final String USAGE = """
            A provider that speaks OpenAI's chat completions and fails on demand.
            Usage: [--host ADDRESS] [--port PORT] [--help]     (127.0.0.1, 4010)
            Then set OPENAI_BASE_URL=http://127.0.0.1:4010/v1, OPENAI_API_KEY=any, OPENAI_MODEL to a fault.

            """;

    /**
     * What the command line asked for.
     *
     * @param host address to bind to
     * @param port port to listen on, 0 for any free one
     * @param help whether to explain and end
     */
    record Options(String host, int port, boolean help) {

        /**
         * Reads the arguments.
         *
         * @throws IllegalArgumentException in words for the user, when they make no sense
         */
        static Options parse(String... args) {
            Options options = new Options("127.0.0.1", 4010, false);
            for (int i = 0; i < args.length; i++) {
                options = switch (args[i]) {
                    case "--help", "-h" -> new Options(options.host, options.port, true);
                    case "--host" -> new Options(value(args, ++i), options.port, options.help);
                    case "--port" -> new Options(options.host, port(value(args, ++i)), options.help);
                    default -> throw new IllegalArgumentException("unknown argument " + args[i]);
                };
            }
            return options;
        }

        private static String value(String[] args, int index) {
            if (index == args.length) {
                throw new IllegalArgumentException(args[index - 1] + " needs a value");
            }
            return args[index];
        }

        private static int port(String digits) {
            if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) {
                throw new IllegalArgumentException("--port needs a number from 0 to 65535, not " + digits);
            }
            return Integer.parseInt(digits);
        }
    }

    private FaultWallMain() {}

    /**
     * Starts the wall, or explains it.
     *
     * @param args see {@code --help}
     * @throws InterruptedException when the process is told to end
     */
    public static void main(String[] args) throws InterruptedException {
        int status = run(System.out, new CountDownLatch(1), args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs until {@code end} is counted down. Returns the exit status: 0, or 2 for a wrong command line. */
    static int run(PrintStream out, CountDownLatch end, String... args) throws InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "; --help explains");
            return 2;
        }
        if (options.help()) {
            out.print(USAGE + FaultWall.help());
            return 0;
        }
        try (FaultWall wall = FaultWall.start(new InetSocketAddress(options.host(), options.port()))) {
            out.println("fault wall on " + wall.baseUrl());
            end.await();
        }
        return 0;
    }
}
