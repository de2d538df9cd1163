/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.presence;

import io.aegis.db.Database;
import io.aegis.db.keys.Caller;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who has which row open: one row each, the one told last, so that there are never more of them than people. Those who share a key are
 * one. It lies in the database and lasts by its time, whichever process is told. Thread-safe.
 */
public final class FeedbackViewers {

    /** How long it lasts unless it is told again. */
    public static final Duration LASTS = Duration.ofSeconds(30);

    /** The most that are named. */
    public static final int MOST = 10;

    private static final int FORGOTTEN_AT_ONCE = 20;

    private static final String EXISTS = "SELECT 1 FROM feedback WHERE id = ?";

    private static final String NOTE = """
            INSERT INTO feedback_viewer (viewer, feedback_id, name, seen_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE feedback_id = VALUES(feedback_id), name = VALUES(name), seen_at = VALUES(seen_at)""";

    private static final String FORGET =
            "DELETE FROM feedback_viewer WHERE seen_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY seen_at LIMIT ?";

    private static final String OTHERS = """
            SELECT name FROM feedback_viewer
            WHERE feedback_id = ? AND viewer <> ? AND seen_at >= UTC_TIMESTAMP(6) - INTERVAL ? SECOND
            ORDER BY name, viewer LIMIT ?""";

    private static final String LEAVE = "DELETE FROM feedback_viewer WHERE viewer = ? AND feedback_id = ?";

    private final Database database;

    /** Keeps them in a database. */
    public FeedbackViewers(Database database) {
        this.database = database;
    }

    /**
     * Somebody has a row open.
     *
     * @return the names of the others who have, in order, up to {@value #MOST}; empty when there is no such row
     */
    public Optional<List<String>> note(UUID feedback, Caller viewer, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            if (execute.get(EXISTS, feedback).isEmpty()) {
                return Optional.empty();
            }
            execute.insert(NOTE, viewer.id(), feedback, viewer.actor().name());
            execute.delete(FORGET, 2 * LASTS.toSeconds(), FORGOTTEN_AT_ONCE);
            return Optional.of(execute.query(OTHERS, feedback, viewer.id(), LASTS.toSeconds(), MOST)
                    .map(row -> row.column("name").get(String.class))
                    .toList());
        });
    }

    /** Somebody has closed a row. */
    public void leave(UUID feedback, Caller viewer, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.delete(LEAVE, viewer.id(), feedback));
    }
}
