/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.ParallelReads;
import io.aegis.db.Utc;
import io.aegis.db.Work;
import io.aegis.db.feedback.LabelColumns;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts feedback over time. Thread-safe. */
public final class TrendQueries {

    /** Most spans of an answer. */
    public static final int MOST_BUCKETS = 200;

    /**
     * Answered by an index alone. What rows are alike in is one number, with values in digits of sixteen: looked up faster than
     * four columns.
     */
    static final String COUNTS = """
            SELECT (TO_SECONDS(%s) - ?) DIV ? AS bucket, sentiment, source, is_urgent, topics,
              COUNT(*) AS row_count
            FROM feedback WHERE %s
            GROUP BY bucket, sentiment + 16 * source + 256 * is_urgent + 512 * topics""".formatted(
            Lateness.NONE.moment("occurred_at", "created_at"), Lateness.NONE.within("occurred_at", "created_at"));

    private final ParallelReads database;

    /** Reads both halves of a time at once. */
    public TrendQueries(ParallelReads database) {
        this.database = database;
    }

    private record Count(int bucket, AnalysisSource source, Labels labels, long rows) {

        static Count read(DbRow row) {
            return new Count(
                    row.column("bucket").get(Integer.class),
                    row.column("source").get(AnalysisSource.class),
                    LabelColumns.read(row),
                    row.column("row_count").get(Long.class));
        }
    }

    /**
     * Counts rows by the time at which they first came, or at which what they tell of happened where they say so.
     *
     * @param from the first moment
     * @param span length of each bucket, whole seconds
     * @param buckets 1 to {@value #MOST_BUCKETS}
     * @return one for each span, in order, also where nothing came
     */
    public List<TrendBucket> read(Instant from, Duration span, int buckets, Deadline deadline)
            throws DatabaseUnavailableException {
        if (buckets < 1 || buckets > MOST_BUCKETS || span.toSeconds() < 1) {
            throw new IllegalArgumentException("1 to " + MOST_BUCKETS + " spans of at least a second");
        }
        List<TrendBucket> result = new ArrayList<>(buckets);
        for (int i = 0; i < buckets; i++) {
            result.add(new TrendBucket(from.plus(span.multipliedBy(i))));
        }
        int half = buckets / 2;
        int first = 0;
        for (List<Count> part : database.read(deadline, halves(from, span, half, buckets))) {
            for (Count count : part) {
                result.get(first + count.bucket()).add(count.source(), count.labels(), count.rows());
            }
            first += half;
        }
        return result;
    }

    private static List<Work<List<Count>>> halves(Instant from, Duration span, int half, int buckets) {
        Work<List<Count>> second = counts(from.plus(span.multipliedBy(half)), span, buckets - half);
        return half == 0 ? List.of(second) : List.of(counts(from, span, half), second);
    }

    private static Work<List<Count>> counts(Instant from, Duration span, int buckets) {
        Instant until = from.plus(span.multipliedBy(buckets));
        return execute -> execute.query(
                        COUNTS,
                        Utc.seconds(from),
                        span.toSeconds(),
                        Utc.of(from),
                        Utc.of(from),
                        Utc.of(until),
                        Utc.of(until))
                .map(Count::read)
                .toList();
    }
}
