/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.feedback.Status;
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

/** Resolves rows and opens them again: the row, what its group counts, and the audit log, in one transaction of the caller's. */
final class StatusChange {

    private static final String UPDATE = """
            UPDATE feedback SET status = ?, resolution_note = ?, resolved_at = ?, updated_at = GREATEST(updated_at, ?),
              version = version + 1
            WHERE id = ? AND version = ?""";

    /** The first question mark is what open rows become more, the others when one was resolved. */
    private static final String GROUP = """
            UPDATE feedback_group SET regressed_at = IF(open_rows + ? <= 0, NULL, regressed_at), open_rows = open_rows + ?,
              resolved_at = GREATEST(COALESCE(resolved_at, ?), COALESCE(?, resolved_at)), updated_at = UTC_TIMESTAMP(6)
            WHERE id = ?""";

    private final Clock clock;

    /** The clock gives the times of resolution. */
    StatusChange(Clock clock) {
        this.clock = clock;
    }

    /**
     * Resolves a row or opens it again, within a transaction of the caller's.
     *
     * @param note what was done, or when it is opened again what was done last time
     * @param batch the step of which this is a part, for the audit log
     * @return the row as it is now, or empty when there is none
     */
    Optional<StoredFeedback> apply(
            DbExecute execute, UUID id, Status status, Optional<String> note, Actor actor, Optional<UUID> batch) {
        Optional<StoredFeedback> row = FeedbackRow.find(execute, id);
        if (row.isEmpty() || isDone(row.get(), status, note)) {
            return row;
        }
        return write(execute, row.get(), status, note, actor, batch);
    }

    /**
     * Gives a row a status and just this note, or none, within a transaction of the caller's.
     *
     * @param batch the step of which this is a part, for the audit log
     * @return whether it had another status or another note
     */
    boolean put(DbExecute execute, UUID id, Status status, Optional<String> note, Actor actor, Optional<UUID> batch) {
        Optional<StoredFeedback> row = FeedbackRow.find(execute, id)
                .filter(now -> now.status() != status || !now.resolutionNote().equals(note));
        row.ifPresent(before -> write(execute, before, status, note, actor, batch));
        return row.isPresent();
    }

    private Optional<StoredFeedback> write(
            DbExecute execute,
            StoredFeedback row,
            Status status,
            Optional<String> note,
            Actor actor,
            Optional<UUID> batch) {
        Optional<Instant> resolvedAt = set(execute, row, status, note);
        boolean kept = note.isPresent() && note.equals(row.resolutionNote());
        AuditLog.append(
                execute,
                new AuditEvent(
                        actor,
                        status == Status.RESOLVED ? AuditAction.RESOLVE : AuditAction.REOPEN,
                        row.id().toString(),
                        told(row.status(), row.resolutionNote(), kept),
                        told(status, note, kept),
                        batch));
        if (row.status() != status && status == Status.OPEN) {
            LentPriority.giveBack(execute, row.id());
        }
        Optional<StoredFeedback> changed = FeedbackRow.find(execute, row.id());
        if (row.status() != status) {
            // Its group as it is now that the row is held: a job may just have put it there.
            changed.flatMap(now -> now.learned().group()).ifPresent(group -> count(execute, group, resolvedAt));
        }
        return changed;
    }

    /**
     * Whether there is a note, not what it says: that can be erased from the row, and from the log it could not. Nothing of a note that
     * is the same as before, so that undo knows it from one that another has replaced.
     */
    private static Map<String, ?> told(Status status, Optional<String> note, boolean kept) {
        return kept ? Map.of("status", status.label()) : Map.of("status", status.label(), "note", note.isPresent());
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
