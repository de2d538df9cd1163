/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import java.util.Optional;
import java.util.UUID;

/**
 * Which rows there are. Steps over them, so that who looks for a few among millions asks for a bounded part at a time. Thread-safe.
 */
public final class FeedbackIds {

    private static final String BELOW =
            "SELECT id FROM feedback FORCE INDEX (PRIMARY) WHERE id > ? AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ?";

    private static final String ONE = "SELECT 1 AS found FROM feedback WHERE id = ?";

    private final ReadAccess database;

    /** Reads from a database. */
    public FeedbackIds(ReadAccess database) {
        this.database = database;
    }

    /**
     * The id of the row that has so many others of a range behind it.
     *
     * @return empty when the range has no more rows than that
     */
    public Optional<UUID> below(IdRange range, int rows, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(BELOW, range.after(), range.before(), rows)
                        .map(row -> row.column("id").get(UUID.class)));
    }

    /** Whether there is a row. */
    public boolean contains(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, id).isPresent());
    }
}
