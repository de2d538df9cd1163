/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads imports and what they rejected. Thread-safe. */
public final class ImportQueries {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    /** Rejects read at once. */
    public static final int REJECTS = 500;

    /** Imports whose file is not here yet concern nobody but their sender. */
    private static final String SHOWN = ImportRow.SELECT + "WHERE status <> 'UPLOADING' ";

    private static final String NEWEST_FIRST = "ORDER BY created_at DESC, id DESC LIMIT ?";

    private static final String AFTER =
            "AND (created_at, id) < (SELECT created_at, id FROM feedback_import WHERE id = ?) ";

    private static final String REJECTED =
            "SELECT line, reason, content FROM import_reject WHERE import_id = ? AND line > ? ORDER BY line LIMIT "
                    + REJECTS;

    private final Database database;

    /** Reads from a database. */
    public ImportQueries(Database database) {
        this.database = database;
    }

    /** One import whose file is here. */
    public Optional<FeedbackImport> get(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> ImportRow.find(execute, id))
                .filter(each -> each.status() != ImportStatus.UPLOADING);
    }

    /**
     * A piece of a staged file.
     *
     * @param number 0 for the first; all but the last have {@value ImportStaging#PIECE} bytes
     * @return empty beyond its end, or when the pieces are removed
     */
    public Optional<byte[]> piece(UUID id, long number, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(ImportRow.PIECE, id, number)
                        .map(row -> row.column("content").get(byte[].class)));
    }

    /**
     * Imports, newest first.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param after the last one of the page before; empty for the first page
     */
    public List<FeedbackImport> list(int limit, Optional<UUID> after, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> (after.isPresent()
                                ? execute.query(SHOWN + AFTER + NEWEST_FIRST, after.get(), limit)
                                : execute.query(SHOWN + NEWEST_FIRST, limit))
                        .map(ImportRow::read)
                        .toList());
    }

    /**
     * Rejects of an import, in the order of the file.
     *
     * @param after line of the last one that is known; 0 for the first part
     * @return up to {@value #REJECTS}; fewer only at the end
     */
    public List<Reject> rejects(UUID id, long after, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(REJECTED, id, after)
                        .map(row -> new Reject(
                                row.column("line").get(Long.class),
                                row.column("reason").get(String.class),
                                row.column("content").get(String.class)))
                        .toList());
    }
}
