/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.burst.BurstWatch;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts feedback in the spans in which bursts are looked for, each by an index alone. Thread-safe. */
public final class BurstCounts {

    private final ReadAccess database;

    /** Reads from a database. */
    public BurstCounts(ReadAccess database) {
        this.database = database;
    }

    /**
     * How many came of each kind.
     *
     * @param from begins a span
     * @param until belongs to none
     * @return by series, then by number of the span from 0; where nothing came there is nothing
     */
    public Map<SeriesName, Map<Integer, Long>> read(TrendDimension by, Instant from, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<SeriesName, Map<Integer, Long>> counts = new HashMap<>();
        long span = BurstWatch.SPAN.toSeconds();
        return database.read(deadline, execute -> {
            counts.clear();
            execute.query(by.sql(), Utc.of(from), span, Utc.of(from), Utc.of(until))
                    .forEach(row -> by.values(row.column("value").get().toString())
                            .forEach(value -> counts.computeIfAbsent(new SeriesName(by, value), _ -> new HashMap<>())
                                    .merge(
                                            row.column("bucket").get(Integer.class),
                                            row.column("row_count").get(Long.class),
                                            Long::sum)));
            return counts;
        });
    }
}
