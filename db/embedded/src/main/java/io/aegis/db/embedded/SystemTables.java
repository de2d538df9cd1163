/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A new server's own tables. */
final class SystemTables {

    /** What {@code mariadb-install-db} runs, in its order, without help texts. It is a shell script; this is portable. */
    private static final List<String> SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    /** Servers before 11 have these names. */
    private static final Pattern NEWER_NAME = Pattern.compile("^mariadb_");

    private SystemTables() {}

    /** Whether a folder has all that is needed. */
    static boolean arePossible(Path share) {
        return SCRIPTS.stream().allMatch(name -> Files.isRegularFile(script(share, name)));
    }

    private static Path script(Path share, String name) {
        Path script = share.resolve(name);
        return Files.exists(script)
                ? script
                : share.resolve(NEWER_NAME.matcher(name).replaceFirst("mysql_"));
    }

    /**
     * Creates the server's files in {@code folder}. They appear there whole or not at all, so that a start which is
     * killed leaves nothing that looks like data.
     */
    static void create(DataFolder folder, ServerBinaries binaries, ServerOptions options) throws IOException {
        Path draft = folder.data().resolveSibling(folder.data().getFileName() + ".new");
        ServerBinaries.delete(draft);
        DataFolder.createPrivate(draft);
        Process bootstrap = new ProcessBuilder(Stream.concat(
                                ServerCommand.basics(binaries, draft, folder, options).stream(),
                                // Nothing here is worth a disk flush per statement: on failure all of it is made again.
                                Stream.of("--bootstrap", "--silent-startup", "--innodb-flush-log-at-trx-commit=0"))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        try (OutputStream sql = bootstrap.getOutputStream()) {
            // Root gets no password but the operating system's word, which only a socket carries, and there is none:
            // nobody is root over TCP.
            sql.write("create database mysql;\nuse mysql;\nSET @auth_root_socket='root';\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (String script : SCRIPTS) {
                Files.copy(script(binaries.share(), script), sql);
            }
        } catch (IOException e) {
            // The server closed its end, and has said why in its log.
            throw ServerLog.failure(folder, e);
        }
        if (exitCode(bootstrap) != 0) {
            throw ServerLog.failure(folder);
        }
        Files.move(draft, folder.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while the database was being created.", e);
        }
    }
}
