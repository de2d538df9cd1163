/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.triage.TriageOutcome;
import io.aegis.db.triage.TriageState;
import io.aegis.db.triage.TriageStore;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Changes many rows, some in each transaction, so that nobody waits for their locks. Thread-safe. */
public final class BulkTriage {

    /** Most rows of one step. */
    public static final int MOST = 1_000;

    private static final int AT_ONCE = 25;

    /** Of one row: resolved, assigned, tagged, put aside. */
    private static final int ENTRIES_OF_ROW = 4;

    private final Database database;
    private final BulkStatus statuses;
    private final AuditQueries audit;
    private final Supplier<UUID> ids;

    /**
     * Changes rows of a database.
     *
     * @param triage resolves and reopens
     * @param ids new UUIDv7s
     */
    public BulkTriage(Database database, FeedbackTriage triage, Supplier<UUID> ids) {
        this.database = database;
        this.statuses = new BulkStatus(triage);
        this.audit = new AuditQueries(database);
        this.ids = ids;
    }

    /**
     * What a step did.
     *
     * @param batch names it, to take it back
     * @param changed rows that are different now
     * @param unchanged rows that were so before, are resolved with a note already, are gone, cannot have more tags, or were
     *     changed since the step that is taken back
     */
    public record Result(UUID batch, int changed, int unchanged) {}

    /**
     * Changes rows. When it fails on the way, those before are changed: the same again changes the others.
     *
     * @param rows up to {@value #MOST}
     * @throws IllegalArgumentException when they are more
     */
    public Result apply(Collection<UUID> rows, BulkAction action, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        // In one order for all, so that two of them wait for each other in turn.
        List<UUID> ordered = List.copyOf(new TreeSet<>(rows));
        if (ordered.size() > MOST) {
            throw new IllegalArgumentException("a step has up to " + MOST + " rows");
        }
        UUID batch = ids.get();
        int changed = inParts(ordered, deadline, (execute, row) -> change(execute, row, action, actor, batch));
        return new Result(batch, changed, ordered.size() - changed);
    }

    private boolean change(DbExecute execute, UUID row, BulkAction action, Actor actor, UUID batch) {
        boolean changed = false;
        if (action.status().isPresent()) {
            changed = statuses.change(execute, row, action.status().get(), action.note(), actor, batch);
        }
        if (!action.change().isEmpty()) {
            long before = TriageStore.version(execute, row);
            changed |= TriageStore.apply(execute, row, Optional.empty(), action.change(), actor, Optional.of(batch))
                            instanceof TriageOutcome.Done(TriageState state)
                    && state.version() != before;
        }
        return changed;
    }

    /**
     * Takes a step back, row by row, save for rows that somebody has changed since, the actor included; what was taken back itself is no
     * such change. What it resolved is open again, what it opened is resolved, each with the note that it had.
     *
     * @param everybodys whether the step may be somebody else's
     * @return of how many rows something was taken back, as a step of its own; empty when there is no such step of the actor's
     */
    public Optional<Result> undo(UUID batch, Actor actor, boolean everybodys, Deadline deadline)
            throws DatabaseUnavailableException {
        List<AuditEntry> entries = audit.ofBatch(batch, MOST * ENTRIES_OF_ROW, deadline);
        if (entries.isEmpty() || (!everybodys && !entries.getFirst().actor().equals(actor))) {
            return Optional.empty();
        }
        UUID back = ids.get();
        database.transaction(deadline, execute -> {
            UndoStack.keep(execute, back, batch);
            return true;
        });
        // Rows in the order in which the step changed them, each with all that the step did to it.
        Map<UUID, List<AuditEntry>> rows = new TreeMap<>();
        entries.forEach(entry -> rows.computeIfAbsent(UUID.fromString(entry.subject()), _ -> new ArrayList<>())
                .add(entry));
        int changed = inParts(
                List.copyOf(rows.keySet()),
                deadline,
                (execute, row) -> takeBack(execute, row, batch, rows.getOrDefault(row, List.of()), actor, back));
        return Optional.of(new Result(back, changed, rows.size() - changed));
    }

    private boolean takeBack(
            DbExecute execute, UUID row, UUID batch, List<AuditEntry> entries, Actor actor, UUID back) {
        // Newest first: nobody else's decision is between the step's, as it held the row.
        if (!TriageStore.hold(execute, row) || !UndoStack.isLast(execute, batch, entries.getLast())) {
            return false;
        }
        boolean changed = false;
        for (AuditEntry entry : entries) {
            changed |= takeBack(execute, row, batch, entry, actor, back);
        }
        return changed;
    }

    private boolean takeBack(DbExecute execute, UUID row, UUID batch, AuditEntry entry, Actor actor, UUID back) {
        return switch (entry.action()) {
            case RESOLVE, REOPEN -> statuses.takeBack(execute, row, batch, entry, actor, back);
            case ASSIGN, TAG, SNOOZE -> TriageStore.takeBack(execute, row, entry, actor, back);
            default -> false;
        };
    }

    @FunctionalInterface
    private interface Step<V> {
        boolean change(DbExecute execute, V value);
    }

    private <V> int inParts(List<V> values, Deadline deadline, Step<V> step) throws DatabaseUnavailableException {
        int changed = 0;
        for (int from = 0; from < values.size(); from += AT_ONCE) {
            List<V> part = values.subList(from, Math.min(values.size(), from + AT_ONCE));
            changed += database.transaction(deadline, execute -> {
                List<V> done = new ArrayList<>();
                for (V value : part) {
                    if (step.change(execute, value)) {
                        done.add(value);
                    }
                }
                return done.size();
            });
        }
        return changed;
    }
}
