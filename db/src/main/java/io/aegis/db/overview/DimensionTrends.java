/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.ParallelReads;
import io.aegis.db.Work;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.DepartmentRouting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts feedback over time by one dimension, when it happened, against the period before. Thread-safe. */
public final class DimensionTrends {

    /** Most values of an answer: languages and channels are whatever senders say. */
    public static final int MOST_VALUES = 100;

    private final ParallelReads database;

    /** Reads the period and the one before it at once. */
    public DimensionTrends(ParallelReads database) {
        this.database = database;
    }

    /**
     * The values that came in the period or the one before it, those that grew most first.
     *
     * @param routing says to which department rows go
     * @param from the first moment of the period
     * @param span length of each part of it, whole seconds
     * @param buckets 1 to {@value TrendQueries#MOST_BUCKETS} parts
     */
    public List<ValueTrend> read(
            TrendDimension by, DepartmentRouting routing, Instant from, Duration span, int buckets, Deadline deadline)
            throws DatabaseUnavailableException {
        if (buckets < 1 || buckets > TrendQueries.MOST_BUCKETS || span.toSeconds() < 1) {
            throw new IllegalArgumentException("1 to " + TrendQueries.MOST_BUCKETS + " spans of at least a second");
        }
        Instant before = from.minus(span.multipliedBy(buckets));
        Instant until = from.plus(span.multipliedBy(buckets));
        SpanCounts counts = new SpanCounts(by, routing, span, Lateness.NONE);
        Map<String, long[]> byValue = new HashMap<>();
        int first = 0;
        for (List<SpanCounts.Count> part : database.read(deadline, parts(by, counts, before, from, until))) {
            for (SpanCounts.Count each : part) {
                byValue.computeIfAbsent(each.value(), _ -> new long[2 * buckets])[first + each.bucket()] += each.rows();
            }
            first += buckets;
        }
        return byValue.entrySet().stream()
                .map(each -> trend(each.getKey(), each.getValue(), buckets))
                .sorted(Comparator.comparingDouble(ValueTrend::growth)
                        .reversed()
                        .thenComparing(ValueTrend::value))
                .limit(MOST_VALUES)
                .toList();
    }

    /** Of groups those that are counted are chosen by all of the time. */
    private static List<Work<List<SpanCounts.Count>>> parts(
            TrendDimension by, SpanCounts counts, Instant before, Instant from, Instant until) {
        return by == TrendDimension.GROUP
                ? List.of(execute -> counts.read(execute, before, until))
                : List.of(execute -> counts.read(execute, before, from), execute -> counts.read(execute, from, until));
    }

    private static ValueTrend trend(String value, long[] counts, int buckets) {
        long before = 0;
        List<Long> within = new ArrayList<>(buckets);
        for (int i = 0; i < counts.length; i++) {
            if (i < buckets) {
                before += counts[i];
            } else {
                within.add(counts[i]);
            }
        }
        return new ValueTrend(value, within, before);
    }
}
