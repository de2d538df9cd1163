/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import io.aegis.db.bursts.BurstCounts;
import io.aegis.db.bursts.Came;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.overview.SpanCounts;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.burst.BurstWatch;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.DepartmentRouting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is known of each series: after a start, and when rows have come that count in the past, the last four weeks are counted again, else only what came since. The same counts
 * always get the same verdicts, so that it does not matter which process judges. Not thread-safe: one run at a time.
 */
final class BurstMemory {

    /** Two weeks of each season there is, twice. */
    static final Duration PAST = Duration.ofDays(28);

    /** Senders make up languages and channels; those that nobody uses are not worth the memory. */
    private static final int MOST_SERIES = 300;

    /** By all but the source, which says who judged and not what came. */
    private static final List<TrendDimension> WATCHED = List.of(
            TrendDimension.TOPIC,
            TrendDimension.OWN_TOPIC,
            TrendDimension.DEPARTMENT,
            TrendDimension.LANGUAGE,
            TrendDimension.CHANNEL,
            TrendDimension.GROUP);

    /** Texts are put into groups within a minute or two: groups are judged a span later, when all of its texts are in theirs. */
    private static final Duration GROUPED = BurstWatch.SPAN;

    /** Before there is a day of feedback nothing is known to be more than usual. */
    private static final Duration YOUNG = Duration.ofDays(1);

    /** A group that nothing came to for so long is forgotten, and read again from the database when it comes back. */
    private static final Duration QUIET = Duration.ofDays(7);

    /** How long rows may go on coming late before the past is counted again all the same. */
    private static final Duration INCOMPLETE = Duration.ofHours(1);

    private final BurstCounts counts;
    private final Map<SeriesName, KindWatch> watches = new HashMap<>();
    private final Map<SeriesName, Instant> groupsSeen = new HashMap<>();
    private Optional<Instant> next = Optional.empty();

    /** When the past was last counted because of rows that count before they came; empty once no more of them come. */
    private Optional<Instant> recounted = Optional.empty();

    BurstMemory(BurstCounts counts) {
        this.counts = counts;
    }

    /**
     * Judges all spans that are complete.
     *
     * @param now of the run
     * @param routing says to which department rows go
     * @return bursts that the newest span is part of; empty when no span has ended since the last run
     */
    Optional<List<StoredBurst>> judge(Instant now, DepartmentRouting routing, Deadline deadline)
            throws DatabaseUnavailableException {
        long span = BurstWatch.SPAN.toSeconds();
        Instant until = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), span) * span);
        if (next.filter(each -> !each.isBefore(until)).isPresent()) {
            return Optional.empty();
        }
        Optional<Instant> known = next.filter(each -> each.isAfter(until.minus(PAST)));
        boolean anew = known.isEmpty() || isToCountAgain(known.get(), until, deadline);
        Instant from = anew ? begin(until) : known.get();
        Map<SeriesName, Map<Integer, Came>> came = new HashMap<>();
        for (TrendDimension by : WATCHED) {
            Duration late = late(by);
            came.putAll(counts.read(by, routing, from.minus(late), until.minus(late), deadline));
        }
        watchGroups(came, from, until, deadline);
        largestFirst(came).forEach(name -> {
            if (name.by() != TrendDimension.GROUP && watches.size() - groupsSeen.size() < MOST_SERIES) {
                watches.computeIfAbsent(name, _ -> silent(name.by(), from, until));
            }
        });
        int spans = Math.toIntExact(Duration.between(from, until).dividedBy(BurstWatch.SPAN));
        List<StoredBurst> bursts = new ArrayList<>();
        watches.forEach((name, watch) -> {
            Map<Integer, Came> of = came.getOrDefault(name, Map.of());
            for (int i = 0; i < spans; i++) {
                Instant start = from.minus(late(name.by())).plus(BurstWatch.SPAN.multipliedBy(i));
                boolean newest = i == spans - 1;
                List<FeedbackBurst> found = watch.next(start, of.getOrDefault(i, Came.NOTHING));
                if (newest) {
                    found.forEach(burst ->
                            bursts.add(new StoredBurst(name.with(burst.aspect()), burst, Optional.empty(), now)));
                }
            }
        });
        next = Optional.of(until);
        boolean young = !counts.reachBefore(until.minus(YOUNG), deadline);
        return Optional.of(young ? List.of() : counts.withMainGroups(bursts, routing, until, deadline));
    }

    /** When rows of the past begin to come, so that they are no burst of a kind nobody knew; now and then meanwhile; and when all are in. */
    private boolean isToCountAgain(Instant from, Instant until, Deadline deadline) throws DatabaseUnavailableException {
        boolean late = counts.anyLate(from, until, deadline);
        Optional<Instant> lately = recounted.filter(at -> at.isAfter(until.minus(INCOMPLETE)));
        boolean again = late ? lately.isEmpty() : recounted.isPresent();
        Optional<Instant> kept = again ? Optional.of(until) : recounted;
        recounted = late ? kept : Optional.empty();
        return again;
    }

    private static Duration late(TrendDimension by) {
        return by == TrendDimension.GROUP ? GROUPED : Duration.ZERO;
    }

    /** A group is counted from the moment on when it is large enough; what came to it before is part of its burst. */
    private void watchGroups(Map<SeriesName, Map<Integer, Came>> came, Instant from, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        groupsSeen.values().removeIf(seen -> seen.isBefore(until.minus(QUIET)));
        watches.keySet().removeIf(name -> name.by() == TrendDimension.GROUP && !groupsSeen.containsKey(name));
        List<SeriesName> added = new ArrayList<>();
        for (SeriesName name : largestFirst(came)) {
            if (name.by() == TrendDimension.GROUP
                    && (groupsSeen.containsKey(name) || groupsSeen.size() < SpanCounts.MOST_GROUPS)) {
                if (groupsSeen.put(name, until) == null) {
                    added.add(name);
                }
            }
        }
        Instant past = until.minus(PAST);
        Map<SeriesName, Map<Integer, Came>> before = added.isEmpty() || !past.isBefore(from)
                ? Map.of()
                : counts.ofGroups(
                        added.stream()
                                .map(name -> UUID.fromString(name.value()))
                                .toList(),
                        past.minus(GROUPED),
                        from.minus(GROUPED),
                        deadline);
        added.forEach(name -> watches.put(
                name,
                replayed(name.by(), before.getOrDefault(name, Map.of()), past.minus(GROUPED), from.minus(GROUPED))));
    }

    private static KindWatch replayed(TrendDimension by, Map<Integer, Came> came, Instant from, Instant until) {
        KindWatch watch = KindWatch.of(by);
        int span = 0;
        for (Instant start = from; start.isBefore(until); start = start.plus(BurstWatch.SPAN)) {
            watch.next(start, came.getOrDefault(span, Came.NOTHING));
            span++;
        }
        return watch;
    }

    private Instant begin(Instant until) {
        next = Optional.empty();
        watches.clear();
        groupsSeen.clear();
        return until.minus(PAST);
    }

    /** Of what comes for the first time it is known that nothing came before. */
    private static KindWatch silent(TrendDimension by, Instant from, Instant until) {
        return replayed(by, Map.of(), until.minus(PAST), from);
    }

    private static List<SeriesName> largestFirst(Map<SeriesName, Map<Integer, Came>> came) {
        Map<SeriesName, Long> totals = came.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().values().stream()
                                .mapToLong(Came::texts)
                                .sum()));
        return totals.entrySet().stream()
                .sorted(Map.Entry.<SeriesName, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
