/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads samples as means by the minute. Thread-safe. */
public final class MinuteMeans implements MinuteReader {

    /** Most series of one call. */
    public static final int MAX_SERIES = InList.SIZE;

    /** Most minutes that one call gives, of all series together. */
    public static final int MAX_MINUTES = 100_000;

    /**
     * So many minutes at the most are asked for one by one: the samples of one minute are added up as the table's order gives
     * them, those of several through a temporary table, which took the server from 1.7 to 5 times as long.
     */
    private static final int ONE_BY_ONE = 4;

    private static final String MEANS_OF_ONE = """
            SELECT series_id, ? AS minute, AVG(value) AS mean, COUNT(*) AS samples
            FROM metric_sample
            WHERE series_id IN (%s) AND sampled_at >= ? AND sampled_at < ?
            GROUP BY series_id""".formatted(InList.MARKS);

    private static final String MEANS = """
            SELECT series_id, TIMESTAMPDIFF(MINUTE, '1970-01-01', sampled_at) AS minute, AVG(value) AS mean, COUNT(*) AS samples
            FROM metric_sample
            WHERE series_id IN (%s) AND sampled_at >= ? AND sampled_at < ?
            GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ?""".formatted(InList.MARKS);

    private final ReadAccess database;

    /** Reads from a database. */
    public MinuteMeans(ReadAccess database) {
        this.database = database;
    }

    /**
     * The samples of one series in one minute.
     *
     * @param series its id
     * @param begin of the minute
     * @param mean in the unit of the series' type
     * @param samples that it is the mean of
     */
    public record Mean(long series, Instant begin, double mean, long samples) {}

    @Override
    public List<Mean> between(List<Long> series, Instant from, Instant to, Deadline deadline)
            throws DatabaseUnavailableException {
        List<Object> ids = InList.filled(series);
        long first = MinuteSum.minute(from);
        long last = MinuteSum.minute(to.minusMillis(1));
        return database.read(deadline, execute -> {
            if (last - first >= ONE_BY_ONE) {
                return query(execute, MEANS, List.of(), ids, List.of(Utc.of(from), Utc.of(to), MAX_MINUTES));
            }
            List<Mean> means = new ArrayList<>();
            for (long minute = first; minute <= last; minute++) {
                Instant begin = MinuteSum.begin(minute);
                Instant end = MinuteSum.begin(minute + 1);
                means.addAll(query(
                        execute,
                        MEANS_OF_ONE,
                        List.of(minute),
                        ids,
                        List.of(Utc.of(begin.isBefore(from) ? from : begin), Utc.of(end.isAfter(to) ? to : end))));
            }
            return means;
        });
    }

    private static List<Mean> query(
            DbExecute execute, String statement, List<Object> before, List<Object> ids, List<Object> after) {
        return execute.createQuery(statement)
                .params(Stream.of(before, ids, after).flatMap(List::stream).toList())
                .execute()
                .map(MinuteMeans::mean)
                .toList();
    }

    private static Mean mean(DbRow row) {
        return new Mean(
                row.column("series_id").get(Long.class),
                MinuteSum.begin(row.column("minute").get(Long.class)),
                row.column("mean").get(Double.class),
                row.column("samples").get(Long.class));
    }
}
