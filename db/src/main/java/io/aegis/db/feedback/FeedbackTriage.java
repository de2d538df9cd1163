/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** What an agent does with feedback: resolve and reopen. Either may be repeated without effect. Thread-safe. */
public final class FeedbackTriage {

    /** Longest note, in code points. */
    public static final int MAX_NOTE = 2000;

    private final Database database;
    private final StatusChange changes;

    /** Writes to a database; the clock gives the time of resolution. */
    public FeedbackTriage(Database database, Clock clock) {
        this.database = database;
        this.changes = new StatusChange(clock);
    }

    /**
     * Resolves a row. On a row that is resolved a new note replaces the old one, and no note changes nothing.
     *
     * @param note what was done, up to {@value #MAX_NOTE} code points
     * @param actor who did it
     * @return the row as it is now, or empty when there is none
     * @throws IllegalArgumentException when the note is too long
     */
    public Optional<StoredFeedback> resolve(UUID id, Optional<String> note, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        if (note.isPresent() && note.get().codePointCount(0, note.get().length()) > MAX_NOTE) {
            throw new IllegalArgumentException("a note has up to " + MAX_NOTE + " characters");
        }
        return change(id, Status.RESOLVED, note, actor, deadline);
    }

    /**
     * Opens a row again; its note goes.
     *
     * @param actor who does
     * @return the row as it is now, or empty when there is none
     */
    public Optional<StoredFeedback> reopen(UUID id, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        return change(id, Status.OPEN, Optional.empty(), actor, deadline);
    }

    private Optional<StoredFeedback> change(
            UUID id, Status status, Optional<String> note, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(
                deadline, execute -> changes.apply(execute, id, status, note, actor, Optional.empty()));
    }

    /**
     * Gives a row a status and just this note, or none, within a transaction of the caller's.
     *
     * @param batch the step of which this is a part, for the audit log
     * @return whether the row is different now
     */
    public boolean put(
            DbExecute execute, UUID id, Status status, Optional<String> note, Actor actor, Optional<UUID> batch) {
        return changes.put(execute, id, status, note, actor, batch);
    }

    /** A row, within a transaction of the caller's, if there is one. */
    public Optional<StoredFeedback> row(DbExecute execute, UUID id) {
        return FeedbackRow.find(execute, id);
    }
}
