/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.watch;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.series.LabelsJson;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who sent samples lately; services that are sample data themselves are nobody. Thread-safe. */
public final class WatchedServices {

    /** The most services. */
    public static final int MOST = 10_000;

    private static final int MOST_SERIES = 20_000;

    /** Reads over all series: once a minute that costs less than an index of times that every verdict moves in. */
    private static final String NEWEST = """
            SELECT s.service, MAX(v.sampled_at) AS newest
            FROM series_verdict v STRAIGHT_JOIN metric_series s ON s.hash = v.hash
            WHERE v.sampled_at >= ? AND v.sampled_at <= ? AND s.service IS NOT NULL
              AND JSON_VALUE(s.labels, '$.aegis_sample') IS NULL
            GROUP BY s.service ORDER BY s.service LIMIT ?""";

    private static final String SERIES = """
            SELECT s.id, s.service, s.metric_type, s.labels, v.sampled_at
            FROM metric_series s JOIN series_verdict v ON v.hash = s.hash
            WHERE s.service IN (%s) AND v.sampled_at >= ? ORDER BY s.service, s.id LIMIT ?""".formatted(InList.MARKS);

    private final ReadAccess database;

    /** Reads from a database. */
    public WatchedServices(ReadAccess database) {
        this.database = database;
    }

    /**
     * A service.
     *
     * @param name of it
     * @param newest the time of its newest sample
     */
    public record Active(String name, Instant newest) {}

    /**
     * A series of a service.
     *
     * @param id of the database
     * @param service whose it is
     * @param series its type and labels
     * @param newest the time of its newest sample
     */
    public record Stream(long id, String service, Series series, Instant newest) {}

    /**
     * Services whose newest sample lies between two moments, by name, up to {@value #MOST}.
     *
     * @param since the first moment
     * @param until the last one: what claims to be later is not believed
     */
    public List<Active> between(Instant since, Instant until, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(NEWEST, Utc.of(since), Utc.of(until), MOST)
                        .map(row -> new Active(
                                row.column("service").get(String.class),
                                row.column("newest").get(Instant.class)))
                        .toList());
    }

    /**
     * Series of services that sent samples since a moment.
     *
     * @param services their names, any number
     */
    public List<Stream> streams(List<String> services, Instant since, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            List<Stream> found = new ArrayList<>();
            InList.each(services, some -> {
                List<Object> parameters = InList.filled(some);
                parameters.add(Utc.of(since));
                parameters.add(MOST_SERIES);
                execute.createQuery(SERIES)
                        .params(parameters)
                        .execute()
                        .map(WatchedServices::stream)
                        .forEach(found::add);
            });
            return found;
        });
    }

    private static Stream stream(DbRow row) {
        return new Stream(
                row.column("id").get(Long.class),
                row.column("service").get(String.class),
                Series.of(
                        MetricType.valueOf(row.column("metric_type").get(String.class)),
                        LabelsJson.read(row.column("labels").get(String.class))),
                row.column("sampled_at").get(Instant.class));
    }
}
