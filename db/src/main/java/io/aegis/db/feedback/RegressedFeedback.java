/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.audit.Actor;
import io.aegis.db.triage.TriageChange;
import io.aegis.db.triage.TriageStore;
import io.aegis.feedback.Status;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Opens resolved feedback that came again after its resolution: what was done did not last. Such a row keeps the note of its
 * resolution, gets a tag, and makes a group whose rows were all resolved a regressed one.
 */
final class RegressedFeedback {

    /** Of such a row: it is shown, filtered and taken away as any other tag. */
    static final String TAG = "regressed";

    /** Rows that were just counted, so each is found by its id in memory. */
    private static final String FIND = """
            SELECT id FROM %s STRAIGHT_JOIN feedback ON id = row_id
            WHERE status = 'RESOLVED' AND %s > resolved_at""".formatted(RepeatsJson.TABLE, RepeatsJson.OCCURRED);

    /** Of a group of which no other row is open. */
    private static final String GROUP = """
            UPDATE feedback_group JOIN feedback ON feedback_group.id = feedback.group_id
            SET regressed_at = COALESCE(regressed_at, UTC_TIMESTAMP(6))
            WHERE feedback.id = ? AND open_rows = 1""";

    private static final TriageChange TAGGED =
            new TriageChange(Optional.empty(), Set.of(TAG), Set.of(), Optional.empty());

    private final StatusChange changes;

    /** The clock gives the times at which rows are opened again. */
    RegressedFeedback(Clock clock) {
        this.changes = new StatusChange(clock);
    }

    /**
     * Opens those of some rows of which something is told that happened after they were resolved, within a transaction of the caller's.
     *
     * @param repeats as of {@link RepeatsJson}
     */
    void reopen(DbExecute execute, String repeats) {
        List<UUID> rows = execute.query(FIND, repeats)
                .map(row -> row.column("id").get(UUID.class))
                .toList();
        for (UUID row : rows) {
            Optional<String> note = FeedbackRow.find(execute, row).flatMap(StoredFeedback::resolutionNote);
            changes.apply(execute, row, Status.OPEN, note, Actor.PRODUCT, Optional.empty());
            TriageStore.apply(execute, row, Optional.empty(), TAGGED, Actor.PRODUCT, Optional.empty());
            execute.update(GROUP, row);
        }
    }
}
