/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/**
 * The launcher's command line: {@code start}, {@code stop} or {@code status} of the server on a data folder, and {@code
 * check-dump} of a backup that is to be restored.
 */
@Command(
        name = "mariadb",
        description = "Runs the embedded MariaDB server. Options without a command mean 'start'.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    /** Exit code of {@code status} when no server runs, as init scripts have it. */
    private static final int NOT_RUNNING = 3;

    private static final int WIDTH = 120;
    private static final String DATA_DIR = "--data-dir";
    private static final String FOLDER = "FOLDER";

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
        List<String> all = new ArrayList<>(args);
        if (!all.isEmpty() && all.getFirst().startsWith("--") && !all.getFirst().equals("--help")) {
            all.addFirst("start");
        }
        CommandLine line = new CommandLine(this);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("show this")
                        .build());
        return line.setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler((e, failed, _) -> {
                    err.println(e.getMessage());
                    if (e instanceof IllegalArgumentException) {
                        failed.usage(failed.getErr());
                        return ExitCode.USAGE;
                    }
                    return ExitCode.SOFTWARE;
                })
                .execute(all.toArray(String[]::new));
    }

    @Command(name = "start", description = "Start it, unless it runs already.")
    void start(
            @Option(names = DATA_DIR, required = true, paramLabel = FOLDER, description = "where its data are")
                    Path folder,
            @Option(names = "--port", paramLabel = "PORT", description = "on 127.0.0.1; without it a free one")
                    Optional<Integer> port,
            @Option(
                            names = "--buffer-pool-mib",
                            paramLabel = "SIZE",
                            description = "memory for pages of tables, in MiB")
                    Optional<Integer> bufferPool) {
        ServerOptions options = ServerOptions.standalone();
        if (port.isPresent()) {
            options = options.withPort(port.get());
        }
        if (bufferPool.isPresent()) {
            options = options.withBufferPoolMiB(bufferPool.get());
        }
        EmbeddedMariaDb db = EmbeddedMariaDb.start(folder, options, err::println);
        out.println("MariaDB is ready on 127.0.0.1:" + db.port());
    }

    @Command(name = "stop", description = "Stop it cleanly, if it runs.")
    void stop(
            @Option(names = DATA_DIR, required = true, paramLabel = FOLDER, description = "where its data are")
                    Path folder) {
        out.println(EmbeddedMariaDb.stop(folder, err::println) ? "MariaDB has stopped" : "MariaDB was not running");
    }

    @Command(
            name = "status",
            description = "Tell whether it runs, and where.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:it runs", "3:it does not"})
    int status(
            @Option(names = DATA_DIR, required = true, paramLabel = FOLDER, description = "where its data are")
                    Path folder) {
        return DataFolder.existing(folder)
                .flatMap(existing -> ServerProcess.of(existing.data()))
                .map(server -> {
                    out.println("MariaDB runs on 127.0.0.1:" + server.port() + " (pid " + server.pid() + ")");
                    return ExitCode.OK;
                })
                .orElseGet(() -> {
                    out.println("MariaDB does not run");
                    return NOT_RUNNING;
                });
    }

    @Command(name = "check-dump", description = "Say why a file is no backup that may be restored, if it is none.")
    int checkDump(@Parameters(paramLabel = "FILE", description = "the backup, uncompressed") Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            DumpCheck.check(in);
            return ExitCode.OK;
        } catch (ForeignDumpException e) {
            err.println(file + " " + e.getMessage());
        } catch (IOException e) {
            err.println(file + " cannot be read (" + DataFolder.reason(e) + ")");
        }
        return ExitCode.SOFTWARE;
    }
}
