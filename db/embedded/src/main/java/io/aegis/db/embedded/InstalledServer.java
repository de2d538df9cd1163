/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MariaDB server that came with the system's packages. It runs on a data folder of Aegis just as the embedded one does; the
 * system's own server and its data are not touched.
 */
final class InstalledServer {

    private static final String NAME = "mariadbd";
    private static final List<String> SHARED = List.of("share/mysql", "share/mariadb", "share");
    private static final Pattern VERSION = Pattern.compile("Ver (\\d{1,4})\\.(\\d{1,4})\\.\\d.*MariaDB");
    private static final int OLDEST_MAJOR = 10;
    private static final int OLDEST_MINOR = 11;
    private static final int ANSWERS_WITHIN_SECONDS = 30;
    private static final int MOST_SAID = 1000;

    private InstalledServer() {}

    /**
     * The first there is.
     *
     * @throws EmbeddedDatabaseException when that cannot be used
     */
    static Optional<ServerBinaries> find(Machine machine) {
        return machine.programs().stream()
                .map(folder -> folder.resolve(NAME))
                .filter(Files::isExecutable)
                .findFirst()
                .map(InstalledServer::at);
    }

    /**
     * The server whose program this is.
     *
     * @throws EmbeddedDatabaseException when it is none, is too old, or lacks the files that a new database is made of
     */
    static ServerBinaries at(Path program) {
        try {
            Path server = program.toRealPath();
            checkVersion(server);
            // From .../sbin/mariadbd, where packages put it.
            Path home = server.resolve("../..").normalize();
            return SHARED.stream()
                    .map(home::resolve)
                    .filter(share ->
                            Files.exists(share.resolve("english/errmsg.sys")) && SystemTables.arePossible(share))
                    .findFirst()
                    .map(share -> new ServerBinaries(home, server, share))
                    .orElseThrow(() -> unusable(
                            server, "its messages and SQL scripts are not in " + home.resolve(SHARED.getFirst())));
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The MariaDB server " + program + " cannot be run (" + DataFolder.reason(e) + ").", e);
        }
    }

    private static void checkVersion(Path server) throws IOException {
        String said = version(server);
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw unusable(server, "it says that it is " + said.strip());
        }
        int major = Integer.parseInt(version.group(1));
        if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && Integer.parseInt(version.group(2)) < OLDEST_MINOR)) {
            throw unusable(server, "it is older than " + OLDEST_MAJOR + "." + OLDEST_MINOR + ": " + said.strip());
        }
    }

    private static EmbeddedDatabaseException unusable(Path server, String why) {
        return new EmbeddedDatabaseException("The MariaDB server " + server + " cannot be used: " + why + ".");
    }

    private static String version(Path server) throws IOException {
        Process process = new ProcessBuilder(server.toString(), "--no-defaults", "--version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw unusable(server, "it does not tell its version");
            }
            // A line: it fits into the pipe.
            return new String(process.getInputStream().readNBytes(MOST_SAID), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while waiting for the database server.", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
