/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.dedupe.SubmissionCounter.Repeats;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Adds repeated submissions to the counts of their rows, many rows at once, and opens those again that were resolved before. Of
 * others neither version nor time of change is touched. Thread-safe.
 */
public final class SubmissionCounts {

    /** One statement for any number of rows, which the join takes in the order of the JSON. */
    private static final String UPDATE = """
            UPDATE %s STRAIGHT_JOIN feedback ON id = row_id
            SET submissions = submissions + more, last_submitted_at = GREATEST(last_submitted_at, %s)""".formatted(RepeatsJson.TABLE, RepeatsJson.LAST);

    /** Keeps the JSON below some ten kilobytes. */
    private static final int ROWS = 100;

    private final Database database;
    private final RegressedFeedback regressed;

    /** Writes to a database; the clock gives the times at which resolved rows are opened again. */
    public SubmissionCounts(Database database, Clock clock) {
        this.database = database;
        this.regressed = new RegressedFeedback(clock);
    }

    /**
     * Adds all in one transaction; rows that are not there are passed over. Should the answer to the commit be lost, the batch
     * may be counted twice.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(List<Repeats> repeats, Deadline deadline) throws DatabaseUnavailableException {
        // In one order everywhere, so that two batches with common rows do not lock each other out.
        List<Repeats> ordered = new ArrayList<>(repeats);
        ordered.sort(Comparator.comparing(Repeats::row));
        database.transaction(deadline, execute -> {
            for (int from = 0; from < ordered.size(); from += ROWS) {
                String rows = RepeatsJson.of(ordered.subList(from, Math.min(ordered.size(), from + ROWS)));
                execute.update(UPDATE, rows);
                regressed.reopen(execute, rows);
            }
            return ordered.size();
        });
    }
}
