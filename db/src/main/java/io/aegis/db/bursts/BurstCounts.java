/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.overview.Lateness;
import io.aegis.db.overview.NewestGroups;
import io.aegis.db.overview.SpanCounts;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.monitoring.burst.BurstWatch;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.DepartmentRouting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Counts feedback in the spans in which bursts are looked for, each by an index alone. Thread-safe. */
public final class BurstCounts {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final String CAME_BEFORE = "SELECT 1 FROM feedback WHERE created_at < ? LIMIT 1";

    /** A single wrong date is no past. */
    private static final String HAPPENED_BEFORE = """
            SELECT 1 FROM feedback FORCE INDEX (feedback_overview) WHERE occurred_at < ? LIMIT 1 OFFSET 99""";

    /** From the index of what came lately. */
    private static final String LATE = """
            SELECT 1 FROM feedback
            WHERE created_at >= ? AND created_at < ? AND occurred_at < created_at - INTERVAL 1 HOUR LIMIT 1""";

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
     * @return by series of all texts, then by number of the span from 0; where nothing came there is nothing
     */
    public Map<SeriesName, Map<Integer, Came>> read(
            TrendDimension by, DepartmentRouting routing, Instant from, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        SpanCounts counts = new SpanCounts(by, routing, BurstWatch.SPAN, Lateness.HOUR);
        return bySeries(by, database.read(deadline, execute -> counts.readWithAspects(execute, from, until)));
    }

    /**
     * The past of groups, whatever their size was then.
     *
     * @param groups 1 to {@value SpanCounts#MOST_GROUPS}
     * @param from begins a span
     * @param until belongs to none
     * @return as {@link #read}
     */
    public Map<SeriesName, Map<Integer, Came>> ofGroups(
            List<UUID> groups, Instant from, Instant until, Deadline deadline) throws DatabaseUnavailableException {
        SpanCounts counts =
                new SpanCounts(TrendDimension.GROUP, DepartmentRouting.BUILT_IN, BurstWatch.SPAN, Lateness.HOUR);
        return bySeries(
                TrendDimension.GROUP,
                database.read(deadline, execute -> counts.ofGroups(execute, groups, from, until)));
    }

    /** Whether there is feedback from before a moment: a text that came then, or a hundred that happened then. */
    public boolean reachBefore(Instant moment, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                        deadline,
                        execute -> execute.get(CAME_BEFORE, Utc.of(moment))
                                .or(() -> execute.get(HAPPENED_BEFORE, Utc.of(moment))))
                .isPresent();
    }

    /** Whether anything came in a time that counts before it, as it happened more than an hour before it came. */
    public boolean anyLate(Instant from, Instant until, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(LATE, Utc.of(from), Utc.of(until)))
                .isPresent();
    }

    /**
     * For each burst that is none of a group: the group that more than half of the last hour's texts belong to.
     *
     * @param routing says to which department rows go
     * @param until the end of the hour
     * @return the bursts, in their order
     */
    public List<StoredBurst> withMainGroups(
            List<StoredBurst> bursts, DepartmentRouting routing, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<Kind, List<StoredBurst>> kinds = bursts.stream()
                .filter(each -> each.series().group().isEmpty())
                .collect(Collectors.groupingBy(
                        each -> new Kind(each.series().by(), each.series().aspect())));
        Map<SeriesName, MainGroup> found = new HashMap<>();
        for (Kind kind : kinds.keySet()) {
            NewestGroups newest = new NewestGroups(kind.by(), routing);
            database.read(deadline, execute -> newest.read(execute, kind.aspect(), until.minus(HOUR), until))
                    .forEach((value, groups) -> main(groups)
                            .ifPresent(group -> found.put(new SeriesName(kind.by(), value, kind.aspect()), group)));
        }
        return bursts.stream()
                .map(each -> each.with(Optional.ofNullable(found.get(each.series()))))
                .toList();
    }

    private record Kind(TrendDimension by, BurstAspect aspect) {}

    private static Optional<MainGroup> main(Map<Optional<UUID>, Long> groups) {
        long all = groups.values().stream().mapToLong(Long::longValue).sum();
        return groups.entrySet().stream()
                .filter(each -> 2 * each.getValue() > all)
                .flatMap(each -> each.getKey().map(id -> new MainGroup(id, each.getValue())).stream())
                .findFirst();
    }

    private static Map<SeriesName, Map<Integer, Came>> bySeries(TrendDimension by, List<SpanCounts.Count> counts) {
        Map<SeriesName, Map<Integer, Came>> series = new HashMap<>();
        counts.forEach(each -> series.computeIfAbsent(SeriesName.ofTexts(by, each.value()), _ -> new HashMap<>())
                .merge(each.bucket(), new Came(each.rows(), each.negative(), each.urgent()), Came::plus));
        return series;
    }
}
