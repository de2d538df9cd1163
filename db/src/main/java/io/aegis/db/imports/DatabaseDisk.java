/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.db.ReadAccess;
import io.aegis.db.StatementRefusedException;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The disk that the database's data lies on. A server on this machine is asked where its data is, and the file system what is
 * left there; another tells by its plugin {@code disks}, if it has that.
 *
 * @param database whose disk
 */
record DatabaseDisk(ReadAccess database) {

    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    private static final String FOLDER = "SELECT @@datadir AS folder, @@hostname AS host";

    private static final String DISKS = """
            SELECT Available * 1024 AS free FROM information_schema.DISKS WHERE @@datadir LIKE CONCAT(Path, '%')
            ORDER BY LENGTH(Path) DESC LIMIT 1""";

    /** What is left, in bytes; empty when neither tells. */
    OptionalLong freeBytes(Deadline deadline) throws DatabaseUnavailableException {
        Optional<Long> here =
                database.read(deadline, execute -> execute.get(FOLDER).flatMap(DatabaseDisk::here));
        Optional<Long> free = here.isPresent() ? here : told(deadline);
        return free.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private static Optional<Long> here(DbRow row) {
        try {
            Path folder = FileSystems.getDefault().getPath(row.column("folder").get(String.class));
            boolean same =
                    Files.readString(HOST).strip().equals(row.column("host").get(String.class));
            return same && Files.isDirectory(folder)
                    ? Optional.of(Files.getFileStore(folder).getUsableSpace())
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What a server elsewhere tells; nothing without the plugin. */
    Optional<Long> told(Deadline deadline) throws DatabaseUnavailableException {
        try {
            return database.read(
                    deadline,
                    execute -> execute.get(DISKS).map(row -> row.column("free").get(Long.class)));
        } catch (StatementRefusedException e) {
            return Optional.empty();
        }
    }
}
