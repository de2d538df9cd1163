/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads stored series and their samples. Thread-safe. */
public final class SampleHistory implements SampleReader {

    /** Most samples that one call reads. */
    public static final int MAX_SAMPLES = 50_000;

    private static final String BY_HASH = "SELECT hash, id, warmup, service FROM metric_series WHERE hash = ?";

    private static final String BY_HASHES =
            "SELECT hash, id, warmup, service FROM metric_series WHERE hash IN (" + InList.MARKS + ")";

    /** Times as numbers: many samples are read, and numbers take half as long as moments. */
    private static final String SAMPLES =
            "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', sampled_at) AS micros, value FROM metric_sample ";

    private static final String NEWEST = SAMPLES + """
            WHERE series_id = ? AND sampled_at < ? ORDER BY sampled_at DESC, value DESC LIMIT ?""";

    private static final String BETWEEN = SAMPLES + """
            WHERE series_id = ? AND sampled_at >= ? AND sampled_at <= ? ORDER BY sampled_at, value LIMIT ?""";

    private static final String OF_SERVICE = """
            SELECT id, metric_type, labels FROM metric_series WHERE service = ? ORDER BY id LIMIT ?""";

    private static final String OF_NAME = """
            SELECT id, metric_type, labels FROM metric_series
            WHERE service LIKE ? ESCAPE '!' ORDER BY service, id LIMIT ?""";

    /** After every moment that samples can have. */
    public static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    private final ReadAccess database;

    /** Reads from a database. */
    public SampleHistory(ReadAccess database) {
        this.database = database;
    }

    /**
     * A series with its place in the database.
     *
     * @param id for {@link #newest} and {@link #between}
     * @param series its type and labels
     */
    public record Member(long id, Series series) {}

    @Override
    public Map<Series, StoredSeries> find(Collection<Series> series, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<ByteBuffer, Series> byHash = new HashMap<>();
        series.forEach(each -> byHash.put(ByteBuffer.wrap(each.hash()), each));
        List<ByteBuffer> hashes = List.copyOf(byHash.keySet());
        Map<Series, StoredSeries> found = new HashMap<>();
        database.read(deadline, execute -> {
            found.clear();
            lookUp(execute, hashes).forEach((hash, stored) -> found.put(byHash.get(hash), stored));
            return found.size();
        });
        return found;
    }

    /**
     * The newest samples of a series, in order of time.
     *
     * @param most up to {@value #MAX_SAMPLES}; anything else counts as the nearest of these
     */
    public List<Measurement> newest(long seriesId, int most, Deadline deadline) throws DatabaseUnavailableException {
        return newestBefore(seriesId, END_OF_TIME, most, deadline);
    }

    @Override
    public List<Measurement> newestBefore(long seriesId, Instant before, int most, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                        deadline,
                        execute -> execute.query(NEWEST, seriesId, Utc.of(before), bounded(most))
                                .map(SampleHistory::measurement)
                                .toList())
                .reversed();
    }

    @Override
    public List<Measurement> between(long seriesId, Instant from, Instant to, int most, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(BETWEEN, seriesId, Utc.of(from), Utc.of(to), bounded(most))
                        .map(SampleHistory::measurement)
                        .toList());
    }

    /** The series whose labels name a service, see {@link Series#service()}; oldest first. */
    public List<Member> ofService(String service, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(OF_SERVICE, service, bounded(most))
                        .map(row -> new Member(row.column("id").get(Long.class), SeriesColumns.series(row)))
                        .toList());
    }

    /**
     * The series of services that have this name within some namespace, see {@link io.aegis.monitoring.ServiceName}. Reads
     * all names of services, so it is for when {@link #ofService} finds none.
     */
    public List<Member> ofName(String bare, int most, Deadline deadline) throws DatabaseUnavailableException {
        String ending = "%/" + bare.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return database.read(
                deadline,
                execute -> execute.query(OF_NAME, ending, bounded(most))
                        .map(row -> new Member(row.column("id").get(Long.class), SeriesColumns.series(row)))
                        .toList());
    }

    /** The stored ones of some series, within work of the caller's. */
    static Map<ByteBuffer, StoredSeries> lookUp(DbExecute execute, List<ByteBuffer> hashes) {
        Map<ByteBuffer, StoredSeries> found = new HashMap<>();
        InList.each(hashes, some -> {
            List<byte[]> bytes = some.stream().map(ByteBuffer::array).toList();
            String sql = bytes.size() == 1 ? BY_HASH : BY_HASHES;
            execute.createQuery(sql)
                    .params(bytes.size() == 1 ? bytes : InList.filled(bytes))
                    .execute()
                    .forEach(row -> found.put(ByteBuffer.wrap(row.column("hash").get(byte[].class)), stored(row)));
        });
        return found;
    }

    private static StoredSeries stored(DbRow row) {
        return new StoredSeries(
                row.column("id").get(Long.class),
                SeriesColumns.warmup(row),
                row.column("service").as(String.class).asOptional());
    }

    private static Measurement measurement(DbRow row) {
        long millis = TimeUnit.MICROSECONDS.toMillis(row.column("micros").get(Long.class));
        return new Measurement(Instant.ofEpochMilli(millis), row.column("value").get(Double.class));
    }

    private static int bounded(int most) {
        return Math.clamp(most, 1, MAX_SAMPLES);
    }
}
