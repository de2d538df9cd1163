/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where one server keeps its data, and beside them its log, its pid and the way to reach it. */
record DataFolder(Path root) {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final long MIB = 1024 * 1024;
    private static final long REFUSED_BELOW = 300 * MIB;
    private static final long WARNED_BELOW = 1024 * MIB;

    /**
     * Creates what is missing. The path is made real, so that one folder has one name however it is reached.
     *
     * @throws EmbeddedDatabaseException when the folder cannot be created or written
     */
    static DataFolder prepare(Path path) {
        try {
            Files.createDirectories(path, PRIVATE);
            DataFolder folder = new DataFolder(path.toRealPath());
            Files.createDirectories(folder.run(), PRIVATE);
            Files.createDirectories(folder.logs(), PRIVATE);
            Files.createDirectories(folder.scratch(), PRIVATE);
            Files.delete(Files.createTempFile(folder.run(), "writable", null));
            return folder;
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The data folder " + path.toAbsolutePath() + " cannot be written (" + reason(e)
                            + "). Give this user the right to write there, or set AEGIS_DATA_DIR to another folder.",
                    e);
        }
    }

    /** The folder if it is there, touching nothing. */
    static Optional<DataFolder> existing(Path path) {
        try {
            return Optional.of(new DataFolder(path.toRealPath()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("The data folder " + path + " cannot be read (" + reason(e) + ").", e);
        }
    }

    /** The server's own files. Once they exist nothing here deletes them. */
    Path data() {
        return root.resolve("mariadb");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path run() {
        return root.resolve("run");
    }

    /** What can be made again at any time. */
    Path cache() {
        return root.resolve("cache");
    }

    /** For the server's temporary tables and sorts: in the same place, so that they are as private as the data. */
    Path scratch() {
        return root.resolve("tmp");
    }

    Path log() {
        return logs().resolve("mariadb.log");
    }

    Path pidFile() {
        return run().resolve("mariadb.pid");
    }

    Path lockFile() {
        return run().resolve("mariadb.lock");
    }

    Path initFile() {
        return run().resolve("mariadb-init.sql");
    }

    Path connectionFile() {
        return root.resolve("database.env");
    }

    /** Whether a server has run here before. */
    boolean isInitialised() {
        return Files.exists(data().resolve("ibdata1"));
    }

    /**
     * Looks at the free space before a server depends on it.
     *
     * @param usable bytes free
     * @throws EmbeddedDatabaseException when a server would soon stop on a full disk
     */
    void checkSpace(long usable, Consumer<String> progress) {
        String state = "Only " + usable / MIB + " MiB are free on the disk of " + root;
        if (usable < REFUSED_BELOW) {
            throw new EmbeddedDatabaseException(state + "; the database needs " + REFUSED_BELOW / MIB
                    + " MiB to start safely. Free some space, or set AEGIS_DATA_DIR to a folder on another disk.");
        }
        if (usable < WARNED_BELOW) {
            progress.accept("warning: " + state + "; the database stops when they are used up.");
        }
    }

    /**
     * Makes sure that no server which cannot be seen from here has these files open: one in another container, or one
     * started under another path. Without this the new server would retry for most of a minute and then give up.
     */
    void checkNotInUse(Duration timeout) throws IOException {
        PollTimeout left = PollTimeout.of(timeout);
        while (isInitialised() && FolderLock.isHeld(data().resolve("ibdata1"))) {
            if (!left.pause(POLL)) {
                throw new EmbeddedDatabaseException("Another server that cannot be seen from here uses the data in "
                        + data() + " (in another container, or started under another path). Stop that one first.");
            }
        }
    }

    /** A folder for its owner only. */
    static Path createPrivate(Path folder) throws IOException {
        return Files.createDirectory(folder, PRIVATE);
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }
}
