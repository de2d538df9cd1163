/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The launcher's command line: {@code start}, {@code stop} or {@code status} of the server on a data folder, and {@code
 * check-dump} of a backup that is to be restored.
 */
public final class Main {

    /** Exit code of {@code status} when no server runs, as init scripts have it. */
    private static final int NOT_RUNNING = 3;

    private static final int USAGE = 2;
    private static final Set<String> OPTIONS = Set.of("--data-dir", "--port", "--buffer-pool-mib");

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Exits with 0; 1 when the server cannot be had or stopped, 2 on wrong arguments, 3 when asked and it is down. */
    public static void main(String[] args) {
        System.exit(new Main(System.out, System.err).run(List.of(args)));
    }

    int run(List<String> args) {
        try {
            if (args.size() == 2 && args.getFirst().equals("check-dump")) {
                return checkDump(Path.of(args.getLast()));
            }
            boolean named = !args.isEmpty() && !args.getFirst().startsWith("--");
            String command = named ? args.getFirst() : "start";
            Map<String, String> options = options(named ? args.subList(1, args.size()) : args);
            String folder = Optional.ofNullable(options.get("--data-dir"))
                    .orElseThrow(() -> new IllegalArgumentException("--data-dir is missing."));
            return switch (command) {
                case "start" -> start(Path.of(folder), server(options));
                case "stop" -> stop(Path.of(folder));
                case "status" -> status(Path.of(folder));
                default -> throw new IllegalArgumentException("There is no command " + command + ".");
            };
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Usage: [start] --data-dir FOLDER [--port PORT] [--buffer-pool-mib SIZE]");
            err.println("       stop|status --data-dir FOLDER");
            err.println("       check-dump FILE");
            return USAGE;
        } catch (EmbeddedDatabaseException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private int start(Path folder, ServerOptions options) {
        EmbeddedMariaDb db = EmbeddedMariaDb.start(folder, options, err::println);
        out.println("MariaDB is ready on 127.0.0.1:" + db.port());
        return 0;
    }

    private int stop(Path folder) {
        out.println(EmbeddedMariaDb.stop(folder, err::println) ? "MariaDB has stopped" : "MariaDB was not running");
        return 0;
    }

    /** Says why a file is no backup that may be restored. */
    private int checkDump(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            DumpCheck.check(in);
            return 0;
        } catch (ForeignDumpException e) {
            err.println(file + " " + e.getMessage());
        } catch (IOException e) {
            err.println(file + " cannot be read (" + DataFolder.reason(e) + ")");
        }
        return 1;
    }

    private int status(Path folder) {
        return DataFolder.existing(folder)
                .flatMap(existing -> ServerProcess.of(existing.data()))
                .map(server -> {
                    out.println("MariaDB runs on 127.0.0.1:" + server.port() + " (pid " + server.pid() + ")");
                    return 0;
                })
                .orElseGet(() -> {
                    out.println("MariaDB does not run");
                    return NOT_RUNNING;
                });
    }

    private static Map<String, String> options(List<String> args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.size(); i += 2) {
            if (!OPTIONS.contains(args.get(i)) || i + 1 == args.size()) {
                throw new IllegalArgumentException("Not understood: " + args.get(i));
            }
            options.put(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private static ServerOptions server(Map<String, String> options) {
        ServerOptions server = ServerOptions.standalone();
        String port = options.get("--port");
        if (port != null) {
            server = server.withPort(number("--port", port));
        }
        String pool = options.get("--buffer-pool-mib");
        return pool == null ? server : server.withBufferPoolMiB(number("--buffer-pool-mib", pool));
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, not " + text + ".", e);
        }
    }
}
