/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import io.aegis.db.bursts.BurstCounts;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.burst.BurstWatch;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of each series: after a start the last four weeks are counted again, afterwards only what came since. The same counts
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
            TrendDimension.CHANNEL);

    private final BurstCounts counts;
    private final Map<SeriesName, BurstWatch> watches = new HashMap<>();
    private Optional<Instant> next = Optional.empty();

    BurstMemory(BurstCounts counts) {
        this.counts = counts;
    }

    /**
     * Judges all spans that are complete.
     *
     * @param now of the run
     * @return bursts that the newest span is part of; empty when no span has ended since the last run
     */
    Optional<List<StoredBurst>> judge(Instant now, Deadline deadline) throws DatabaseUnavailableException {
        long span = BurstWatch.SPAN.toSeconds();
        Instant until = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), span) * span);
        Instant from = next.filter(each -> each.isAfter(until.minus(PAST))).orElseGet(() -> begin(until));
        if (!from.isBefore(until)) {
            return Optional.empty();
        }
        Map<SeriesName, Map<Integer, Long>> came = new HashMap<>();
        for (TrendDimension by : WATCHED) {
            came.putAll(counts.read(by, from, until, deadline));
        }
        largestFirst(came).forEach(name -> {
            if (watches.size() < MOST_SERIES) {
                watches.computeIfAbsent(name, _ -> silent(from, until));
            }
        });
        int spans = Math.toIntExact(Duration.between(from, until).dividedBy(BurstWatch.SPAN));
        List<StoredBurst> bursts = new ArrayList<>();
        watches.forEach((name, watch) -> {
            Map<Integer, Long> of = came.getOrDefault(name, Map.of());
            for (int i = 0; i < spans; i++) {
                Instant start = from.plus(BurstWatch.SPAN.multipliedBy(i));
                boolean newest = i == spans - 1;
                watch.next(start, of.getOrDefault(i, 0L))
                        .filter(_ -> newest)
                        .ifPresent(burst -> bursts.add(new StoredBurst(name, burst, now)));
            }
        });
        next = Optional.of(until);
        return Optional.of(bursts);
    }

    private Instant begin(Instant until) {
        watches.clear();
        return until.minus(PAST);
    }

    /** Of what comes for the first time it is known that nothing came before. */
    private static BurstWatch silent(Instant from, Instant until) {
        BurstWatch watch = new BurstWatch();
        for (Instant start = until.minus(PAST); start.isBefore(from); start = start.plus(BurstWatch.SPAN)) {
            watch.next(start, 0);
        }
        return watch;
    }

    private static List<SeriesName> largestFirst(Map<SeriesName, Map<Integer, Long>> came) {
        Map<SeriesName, Long> totals = came.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
        return totals.entrySet().stream()
                .sorted(Map.Entry.<SeriesName, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
