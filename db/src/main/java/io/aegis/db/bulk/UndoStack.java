/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import io.aegis.db.audit.AuditEntry;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What of all that was decided about a row still stands: a step and the one that took back all that it did to the row cancel each
 * other. So steps are taken back from the last to the first.
 */
final class UndoStack {

    /** Most entries of a row that are looked through; of a row with more nothing is taken back. */
    static final int MOST = 200;

    private static final String KEEP = "INSERT IGNORE INTO undone_step (batch_id, undone_id) VALUES (?, ?)";

    /** What a person wrote about a row changes nothing of it; what rules and the product do follows from what people decided. */
    private static final String FROM = """
            SELECT batch_id, undone_id FROM audit_log LEFT JOIN undone_step USING (batch_id)
            WHERE subject = ? AND id >= ? AND action <> 'NOTE' AND actor_kind NOT IN ('RULE', 'PRODUCT')
            ORDER BY id LIMIT ?""";

    private UndoStack() {}

    /**
     * Neighbouring entries of one step, or an entry that is a step of its own.
     *
     * @param batch the step, where it has a name
     * @param undone the step that it took back
     * @param entries how many
     */
    private record Step(Optional<UUID> batch, Optional<UUID> undone, int entries) {

        static Step read(DbRow row) {
            return new Step(
                    row.column("batch_id").as(UUID.class).asOptional(),
                    row.column("undone_id").as(UUID.class).asOptional(),
                    1);
        }

        boolean isOf(UUID step) {
            return batch.equals(Optional.of(step));
        }

        boolean belongsTo(Step other) {
            return batch.isPresent() && batch.equals(other.batch);
        }

        Step and(Step more) {
            return new Step(batch, undone, entries + more.entries);
        }

        /** Each entry of a step is taken back by one: where there are fewer, a part of it stands. */
        boolean takesBackAllOf(Step other) {
            return undone.isPresent() && undone.equals(other.batch) && entries == other.entries;
        }
    }

    /** Keeps which step another takes back, before it does. */
    static void keep(DbExecute execute, UUID back, UUID undone) {
        execute.insert(KEEP, back, undone);
    }

    /**
     * Whether a step stands, and nothing that was decided about the row since. Who holds the row misses nothing.
     *
     * @param first entry of the step about the row
     */
    static boolean isLast(DbExecute execute, UUID step, AuditEntry first) {
        List<Step> entries = execute.query(FROM, first.subject(), first.id(), MOST + 1)
                .map(Step::read)
                .toList();
        if (entries.size() > MOST) {
            return false;
        }
        Deque<Step> standing = new ArrayDeque<>();
        for (Step each : steps(entries)) {
            if (Optional.ofNullable(standing.peek())
                    .filter(each::takesBackAllOf)
                    .isPresent()) {
                standing.pop();
            } else {
                standing.push(each);
            }
        }
        return standing.size() == 1 && standing.element().isOf(step);
    }

    private static List<Step> steps(List<Step> entries) {
        List<Step> steps = new ArrayList<>();
        for (Step entry : entries) {
            if (!steps.isEmpty() && entry.belongsTo(steps.getLast())) {
                steps.add(steps.removeLast().and(entry));
            } else {
                steps.add(entry);
            }
        }
        return steps;
    }
}
