/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.ReadAccess;
import io.aegis.db.overview.SpanCounts;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.burst.BurstWatch;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.DepartmentRouting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
     * @param routing says to which department rows go
     * @param from begins a span
     * @param until belongs to none
     * @return by series, then by number of the span from 0; where nothing came there is nothing
     */
    public Map<SeriesName, Map<Integer, Long>> read(
            TrendDimension by, DepartmentRouting routing, Instant from, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        SpanCounts counts = new SpanCounts(by, routing, BurstWatch.SPAN);
        return bySeries(by, database.read(deadline, execute -> counts.read(execute, from, until)));
    }

    /**
     * The past of groups, whatever their size was then.
     *
     * @param groups 1 to {@value SpanCounts#MOST_GROUPS}
     * @param from begins a span
     * @param until belongs to none
     * @return as {@link #read}
     */
    public Map<SeriesName, Map<Integer, Long>> ofGroups(
            List<UUID> groups, Instant from, Instant until, Deadline deadline) throws DatabaseUnavailableException {
        SpanCounts counts = new SpanCounts(TrendDimension.GROUP, DepartmentRouting.BUILT_IN, BurstWatch.SPAN);
        return bySeries(
                TrendDimension.GROUP,
                database.read(deadline, execute -> counts.ofGroups(execute, groups, from, until)));
    }

    private static Map<SeriesName, Map<Integer, Long>> bySeries(TrendDimension by, List<SpanCounts.Count> counts) {
        Map<SeriesName, Map<Integer, Long>> series = new HashMap<>();
        counts.forEach(each -> series.computeIfAbsent(new SeriesName(by, each.value()), _ -> new HashMap<>())
                .merge(each.bucket(), each.rows(), Long::sum));
        return series;
    }
}
