/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.feedback.Status;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Resolves and reopens the rows of a step, and takes it back. The audit log does not hold what notes say, so a step leaves them where they
 * are: on rows that it opens, and on rows that were resolved.
 */
final class BulkStatus {

    private static final String STATUS = "status";
    private static final String NOTE = "note";

    private final FeedbackTriage triage;

    /** Changes rows as single ones are changed. */
    BulkStatus(FeedbackTriage triage) {
        this.triage = triage;
    }

    /**
     * Resolves a row or opens it again.
     *
     * @param note what was done, for rows that are not resolved with a note already
     * @return whether the row is different now
     */
    boolean change(DbExecute execute, UUID id, Status status, Optional<String> note, Actor actor, UUID batch) {
        Optional<StoredFeedback> row = triage.row(execute, id);
        if (row.isEmpty()) {
            return false;
        }
        Optional<String> had = row.get().resolutionNote();
        boolean keeps = status == Status.OPEN || (row.get().status() == status && had.isPresent());
        return triage.put(execute, id, status, keeps ? had : note.or(() -> had), actor, Optional.of(batch));
    }

    /**
     * Takes back what an entry tells, where the row still has the status that it left.
     *
     * @return whether the row is different now
     */
    boolean takeBack(DbExecute execute, UUID id, AuditEntry entry, Actor actor, UUID back) {
        Map<String, Object> before = entry.valuesBefore();
        Map<String, Object> after = entry.valuesAfter();
        Optional<StoredFeedback> row =
                triage.row(execute, id).filter(now -> now.status().label().equals(after.get(STATUS)));
        if (row.isEmpty()) {
            return false;
        }
        boolean wasOpen = Status.OPEN.label().equals(before.get(STATUS));
        if (entry.action() == AuditAction.RESOLVE && !wasOpen && Boolean.TRUE.equals(before.get(NOTE))) {
            // The note that it replaced is nowhere any more, and its own is better than none.
            return false;
        }
        boolean keeps = entry.action() == AuditAction.REOPEN || !after.containsKey(NOTE);
        return triage.put(
                execute,
                id,
                wasOpen ? Status.OPEN : Status.RESOLVED,
                keeps ? row.get().resolutionNote() : Optional.empty(),
                actor,
                Optional.of(back));
    }
}
