/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.stats;

import io.aegis.db.ReadAccess;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.db.usage.LlmUsageStore;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.SingleFlight;

/** Exact counts, nothing cached; who asks while others do shares a read that begins after that. Thread-safe. */
public final class StatsQueries {

    /**
     * The index holds all of it, so that no row is read. The server looks one number up as each row comes instead of seven columns,
     * whose values stand in digits of sixteen within it, and adds doubles, exact up to 2^53, as it would add whole numbers as
     * decimals: together two thirds of the time.
     */
    static final String GROUPS = """
            SELECT status, source, sentiment, is_urgent, needs_review, department, topics, own_topics,
              COUNT(*) AS row_count, SUM(submissions + 0e0) AS submissions
            FROM feedback FORCE INDEX (feedback_overview)
            GROUP BY status + 16 * source + 256 * sentiment + 4096 * department
              + 65536 * is_urgent + 131072 * needs_review + 262144 * topics, own_topics""";

    private final ReadAccess database;
    private final SingleFlight<Stats> flight = new SingleFlight<>();

    /** Reads from a database. */
    public StatsQueries(ReadAccess database) {
        this.database = database;
    }

    /** Counts everything. Takes time in proportion to the rows: a fraction of a second per million. */
    public Stats read(Deadline deadline) throws DatabaseUnavailableException {
        return flight.read(deadline, () -> count(deadline));
    }

    private Stats count(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            CountsAccumulator countsAccumulator = new CountsAccumulator();
            execute.query(GROUPS).map(CountsAccumulator.Group::read).forEach(countsAccumulator::add);
            return new Stats(countsAccumulator.counts(), LlmUsageStore.total(execute), OutboxStore.depth(execute));
        });
    }
}
