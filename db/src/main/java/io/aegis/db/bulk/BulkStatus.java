/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.triage.TriageStore;
import io.aegis.feedback.Status;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Resolves and reopens the rows of a step, and takes it back. A step leaves the notes of rows that it opens, or that were resolved, where
 * they are; one that it replaces is kept beside the audit log, which does not hold what notes say.
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
        // What is kept of its note has to be what is replaced.
        if (!TriageStore.hold(execute, id)) {
            return false;
        }
        Optional<StoredFeedback> row = triage.row(execute, id);
        if (row.isEmpty()) {
            return false;
        }
        Optional<String> had = row.get().resolutionNote();
        boolean keeps = status == Status.OPEN || (row.get().status() == status && had.isPresent());
        return put(execute, row.get(), status, keeps ? had : note.or(() -> had), actor, batch);
    }

    /**
     * Takes back what an entry tells, where the row still has the status that it left. The caller holds the row.
     *
     * @param undone the step of the entry
     * @return whether the row is different now
     */
    boolean takeBack(DbExecute execute, UUID id, UUID undone, AuditEntry entry, Actor actor, UUID back) {
        Map<String, Object> before = entry.valuesBefore();
        Map<String, Object> after = entry.valuesAfter();
        Optional<StoredFeedback> row =
                triage.row(execute, id).filter(now -> now.status().label().equals(after.get(STATUS)));
        if (row.isEmpty()) {
            return false;
        }
        boolean wasOpen = Status.OPEN.label().equals(before.get(STATUS));
        Optional<String> replaced = ReplacedNotes.find(execute, undone, id);
        Optional<String> now = row.get().resolutionNote();
        if (replaced.isEmpty()
                && entry.action() == AuditAction.RESOLVE
                && !wasOpen
                && Boolean.TRUE.equals(before.get(NOTE))) {
            // The note that it replaced is nowhere any more, and its own is better than none.
            return false;
        }
        boolean keeps = entry.action() == AuditAction.REOPEN || !after.containsKey(NOTE);
        boolean changed = put(
                execute,
                row.get(),
                wasOpen ? Status.OPEN : Status.RESOLVED,
                replaced.or(() -> keeps ? now : Optional.empty()),
                actor,
                back);
        replaced.ifPresent(_ -> ReplacedNotes.forget(execute, undone, id));
        return changed;
    }

    private boolean put(
            DbExecute execute, StoredFeedback row, Status status, Optional<String> note, Actor actor, UUID batch) {
        boolean changed = triage.put(execute, row.id(), status, note, actor, Optional.of(batch));
        if (changed) {
            row.resolutionNote()
                    .filter(had -> !note.equals(Optional.of(had)))
                    .ifPresent(had -> ReplacedNotes.keep(execute, batch, row.id(), had));
        }
        return changed;
    }
}
