/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.db.Transactions;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** Assigns rows, tags them and puts them aside; each change with its entry in the audit log. Thread-safe. */
public final class TriageStore {

    private final Transactions transactions;

    /** Writes to a database. */
    public TriageStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Changes a row, if nobody else has since its author saw it. The same change again changes nothing.
     *
     * @param version that its author saw; any when empty
     */
    public TriageOutcome change(
            UUID feedback, Optional<Long> version, TriageChange change, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline, execute -> apply(execute, feedback, version, change, actor, Optional.empty()));
    }

    /** The version of what was agreed on about a row, within a transaction of the caller's; 0 when nothing was. */
    public static long version(DbExecute execute, UUID feedback) {
        return TriageRow.state(execute, feedback).version();
    }

    /**
     * Keeps others from changing a row until the caller's transaction ends.
     *
     * @return whether there is such a row
     */
    public static boolean hold(DbExecute execute, UUID feedback) {
        return TriageRow.hold(execute, feedback).isPresent();
    }

    /**
     * The same within a transaction of the caller's, such as a routing rule's.
     *
     * @param batch the step of which this is a part, for the audit log
     */
    public static TriageOutcome apply(
            DbExecute execute,
            UUID feedback,
            Optional<Long> version,
            TriageChange change,
            Actor actor,
            Optional<UUID> batch) {
        Optional<TriageRow.Held> held = TriageRow.hold(execute, feedback);
        if (held.isEmpty()) {
            return new TriageOutcome.Missing();
        }
        TriageState before = TriageRow.state(execute, feedback);
        TriageState after = changed(before, change);
        if (after.tags().size() > Tags.MOST) {
            return new TriageOutcome.Full(Tags.MOST);
        }
        boolean again = isPutAsideAnew(before, change);
        if (before.equals(after) && !again) {
            // After a lost answer to a commit too: the version is another, but nothing is left to do.
            return new TriageOutcome.Done(before);
        }
        if (version.isPresent() && version.get() != before.version()) {
            return new TriageOutcome.Changed();
        }
        TriageRow.save(
                execute,
                feedback,
                held.get(),
                before,
                next(after),
                change.snooze().isPresent());
        TriageRow.touch(execute, feedback);
        tell(execute, feedback, again ? awake(before) : before, after, actor, batch);
        return new TriageOutcome.Done(TriageRow.state(execute, feedback));
    }

    /**
     * Takes back what an entry of the log tells, within a transaction of the caller's: where the row is still as the entry left it.
     *
     * @param batch the step of which this is a part, for the audit log
     * @return whether it was taken back
     */
    public static boolean takeBack(DbExecute execute, UUID feedback, AuditEntry entry, Actor actor, UUID batch) {
        if (TriageRow.hold(execute, feedback).isEmpty()) {
            return false;
        }
        TriageState now = TriageRow.state(execute, feedback);
        return UndoneChange.change(entry, now)
                .map(change -> apply(execute, feedback, Optional.of(now.version()), change, actor, Optional.of(batch)))
                .filter(outcome ->
                        outcome instanceof TriageOutcome.Done(TriageState state) && state.version() != now.version())
                .isPresent();
    }

    private static TriageState changed(TriageState before, TriageChange change) {
        TreeSet<String> tags = new TreeSet<>(before.tags());
        tags.addAll(change.addTags());
        tags.removeAll(change.removeTags());
        return new TriageState(
                before.version(),
                change.assign().orElse(before.assignedTo()),
                List.copyOf(tags),
                change.snooze().orElse(before.snooze()),
                before.snoozed(),
                before.notes());
    }

    /** Whether it came back, and is put aside once more. */
    private static boolean isPutAsideAnew(TriageState before, TriageChange change) {
        return !before.snoozed() && change.snooze().flatMap(snooze -> snooze).isPresent();
    }

    private static TriageState awake(TriageState state) {
        return new TriageState(
                state.version(), state.assignedTo(), state.tags(), Optional.empty(), false, state.notes());
    }

    private static TriageState next(TriageState state) {
        return new TriageState(
                state.version() + 1, state.assignedTo(), state.tags(), state.snooze(), state.snoozed(), state.notes());
    }

    private static void tell(
            DbExecute execute,
            UUID feedback,
            TriageState before,
            TriageState after,
            Actor actor,
            Optional<UUID> batch) {
        Map<AuditAction, List<Map<String, ?>>> told = new HashMap<>();
        if (!before.assignedTo().equals(after.assignedTo())) {
            told.put(AuditAction.ASSIGN, List.of(assigned(before), assigned(after)));
        }
        if (!before.tags().equals(after.tags())) {
            told.put(AuditAction.TAG, List.of(Map.of("tags", before.tags()), Map.of("tags", after.tags())));
        }
        if (!before.snooze().equals(after.snooze())) {
            told.put(AuditAction.SNOOZE, List.of(snoozed(before), snoozed(after)));
        }
        told.forEach((action, values) -> AuditLog.append(
                execute,
                new AuditEvent(actor, action, feedback.toString(), values.getFirst(), values.getLast(), batch)));
    }

    private static Map<String, ?> assigned(TriageState state) {
        return state.assignedTo().map(to -> Map.of("assigned_to", to)).orElse(Map.of());
    }

    private static Map<String, ?> snoozed(TriageState state) {
        Map<String, Object> told = new HashMap<>();
        state.snooze().ifPresent(snooze -> {
            snooze.until().ifPresent(until -> told.put("snoozed_until", until.toString()));
            told.put("snoozed_until_again", snooze.untilAgain());
        });
        return told;
    }
}
