/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The commands that {@code ops/aegis} does itself, in bash, or by other applications: only described here, for shells to complete.
 * They do nothing when they are called.
 */
@Command(
        name = "aegis",
        subcommands = {ScriptCommands.Database.class, ScriptCommands.Metrics.class})
final class ScriptCommands {

    /** The commands on the embedded database. */
    @Command(name = "db")
    static final class Database {

        @Command(name = "migrate")
        void migrate() {}

        @Command(name = "backup")
        void backup(@Parameters(paramLabel = "FILE") Path file) {}

        @Command(name = "restore")
        void restore(@Option(names = "--yes") boolean yes, @Parameters(paramLabel = "FILE") Path file) {}

        @Command(name = "reset")
        void reset(@Option(names = "--yes") boolean yes) {}
    }

    /** The commands on metrics. */
    @Command(name = "metrics")
    static final class Metrics {

        @Command(name = "explain")
        void explain(@Parameters(paramLabel = "FILE|URL") String target) {}
    }

    @Command(name = "fuzz")
    void fuzz(@Parameters(paramLabel = "TARGET") List<String> words) {}

    @Command(name = "up")
    void up(@Option(names = "--detach") boolean detach) {}

    @Command(name = "down")
    void down() {}

    @Command(name = "status")
    void status() {}

    @Command(name = "logs")
    void logs(@Option(names = "-f") boolean follow, @Parameters(paramLabel = "NAME") String name) {}

    @Command(name = "faults")
    void faults(@Option(names = "--host") String host, @Option(names = "--port") int port) {}

    @Command(name = "drill")
    void drill(@Parameters(paramLabel = "NAME") String name) {}

    @Command(name = "import")
    void sendFile(
            @Option(names = "--force") boolean force,
            @Option(names = "--yes") boolean yes,
            @Option(names = "--format") String format,
            @Option(names = "--charset") String charset,
            @Option(names = "--separator") String separator,
            @Option(names = "--sheet") String sheet,
            @Option(names = "--header-row") String headerRow,
            @Option(names = "--column") String column,
            @Option(names = "--map") List<String> map,
            @Parameters(paramLabel = "FILE") Path file) {}

    @Command(name = "completion")
    void completion() {}

    @Command(name = "help")
    void help() {}
}
