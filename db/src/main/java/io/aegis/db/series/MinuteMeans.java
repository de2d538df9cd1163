/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;

/** Reads samples as means by the minute. Thread-safe. */
public final class MinuteMeans implements MinuteReader {

    /** Most series of one call. */
    public static final int MAX_SERIES = InList.SIZE;

    /** Most minutes that one call gives, of all series together. */
    public static final int MAX_MINUTES = 100_000;

    private static final String MEANS = """
            SELECT series_id, TIMESTAMPDIFF(MINUTE, '1970-01-01', sampled_at) AS minute, AVG(value) AS mean, COUNT(*) AS samples
            FROM metric_sample
            WHERE series_id IN (%s) AND sampled_at >= ? AND sampled_at < ?
            GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ?""".formatted(InList.MARKS);

    private static final long MINUTE = 60;

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
        List<Object> parameters = InList.filled(series);
        parameters.addAll(List.of(Utc.of(from), Utc.of(to), MAX_MINUTES));
        return database.read(
                deadline,
                execute -> execute.createQuery(MEANS)
                        .params(parameters)
                        .execute()
                        .map(MinuteMeans::mean)
                        .toList());
    }

    private static Mean mean(DbRow row) {
        return new Mean(
                row.column("series_id").get(Long.class),
                Instant.ofEpochSecond(row.column("minute").get(Long.class) * MINUTE),
                row.column("mean").get(Double.class),
                row.column("samples").get(Long.class));
    }
}
