/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import java.sql.SQLTransactionRollbackException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an agent does with feedback: resolve and reopen. Either may be repeated without effect. Thread-safe. */
public final class FeedbackTriage {

    /** Longest note, in code points. */
    public static final int MAX_NOTE = 2000;

    private static final String UPDATE = """
            UPDATE feedback SET status = ?, resolution_note = ?, resolved_at = ?, updated_at = GREATEST(updated_at, ?),
              version = version + 1
            WHERE id = ? AND version = ?""";

    /** The first question mark is what open rows become more, the others when one was resolved. */
    private static final String GROUP = """
            UPDATE feedback_group SET regressed_at = IF(open_rows + ? <= 0, NULL, regressed_at), open_rows = open_rows + ?,
              resolved_at = GREATEST(COALESCE(resolved_at, ?), COALESCE(?, resolved_at)), updated_at = UTC_TIMESTAMP(6)
            WHERE id = ?""";

    private final Database database;
    private final Clock clock;

    /** Writes to a database; the clock gives the time of resolution. */
    public FeedbackTriage(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
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
        return database.transaction(deadline, execute -> apply(execute, id, status, note, actor, Optional.empty()));
    }

    /**
     * Resolves a row or opens it again, within a transaction of the caller's.
     *
     * @param note what was done, when it is resolved
     * @param batch the step of which this is a part, for the audit log
     * @return the row as it is now, or empty when there is none
     */
    public Optional<StoredFeedback> apply(
            DbExecute execute, UUID id, Status status, Optional<String> note, Actor actor, Optional<UUID> batch) {
        Optional<StoredFeedback> row = FeedbackRow.find(execute, id);
        if (row.isEmpty() || isDone(row.get(), status, note)) {
            return row;
        }
        Optional<Instant> resolvedAt = set(execute, row.get(), status, note);
        AuditLog.append(
                execute,
                new AuditEvent(
                        actor,
                        status == Status.RESOLVED ? AuditAction.RESOLVE : AuditAction.REOPEN,
                        id.toString(),
                        told(row.get().status(), row.get().resolutionNote()),
                        told(status, note),
                        batch));
        Optional<StoredFeedback> changed = FeedbackRow.find(execute, id);
        if (row.get().status() != status) {
            // Its group as it is now that the row is held: a job may just have put it there.
            changed.flatMap(now -> now.learned().group()).ifPresent(group -> count(execute, group, resolvedAt));
        }
        return changed;
    }

    /** Whether there is a note, not what it says: that can be erased from the row, and from the log it could not. */
    private static Map<String, ?> told(Status status, Optional<String> note) {
        return Map.of("status", status.label(), "note", note.isPresent());
    }

    private static boolean isDone(StoredFeedback row, Status status, Optional<String> note) {
        return row.status() == status && (note.isEmpty() || note.equals(row.resolutionNote()));
    }

    private static void count(DbExecute execute, UUID group, Optional<Instant> resolvedAt) {
        int more = resolvedAt.isPresent() ? -1 : 1;
        execute.update(GROUP, more, more, Utc.of(resolvedAt), Utc.of(resolvedAt), group);
    }

    /** When it was resolved, if it is. */
    private Optional<Instant> set(DbExecute execute, StoredFeedback row, Status status, Optional<String> note) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Instant> resolvedAt = status == Status.RESOLVED ? Optional.of(now) : Optional.empty();
        long changed = execute.update(
                UPDATE, status.name(), note.orElse(null), Utc.of(resolvedAt), Utc.of(now), row.id(), row.version());
        if (changed == 0) {
            // Somebody was quicker: look again, in a new transaction.
            throw new DbClientException(
                    "the row has changed since it was read",
                    new SQLTransactionRollbackException("the row has changed since it was read", "40001"));
        }
        return resolvedAt;
    }
}
