package io.aegis.db.series;

import io.aegis.db.ReadAccess;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads stored series and their samples. Thread-safe. */
public final class SampleHistory {

    /** Most samples that one call reads. */
    public static final int MAX_SAMPLES = 50_000;

    /** Few sizes of question lists make few statements, which stay prepared. */
    private static final int HASHES = 64;

    private static final String BY_HASH = "SELECT hash, id, warmup FROM metric_series WHERE hash IN (";

    private static final String NEWEST = """
            SELECT sampled_at, value FROM metric_sample WHERE series_id = ? AND sampled_at < ?
            ORDER BY sampled_at DESC, value DESC LIMIT ?""";

    private static final String BETWEEN = """
            SELECT sampled_at, value FROM metric_sample WHERE series_id = ? AND sampled_at >= ? AND sampled_at <= ?
            ORDER BY sampled_at, value LIMIT ?""";

    private static final String OF_SERVICE = """
            SELECT id, metric_type, labels FROM metric_series WHERE service = ? ORDER BY id LIMIT ?""";

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

    /** Those of some series that are stored. */
    public Map<Series, StoredSeries> find(Collection<Series> series, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<ByteBuffer, Series> byHash = new HashMap<>();
        series.forEach(each -> byHash.put(ByteBuffer.wrap(each.hash()), each));
        List<ByteBuffer> hashes = List.copyOf(byHash.keySet());
        Map<Series, StoredSeries> found = new HashMap<>();
        database.read(deadline, session -> {
            found.clear();
            lookUp(session, hashes).forEach((hash, stored) -> found.put(byHash.get(hash), stored));
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

    /** The same, of those from before a moment. */
    public List<Measurement> newestBefore(long seriesId, Instant before, int most, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                        deadline,
                        session -> session.all(
                                NEWEST,
                                parameters ->
                                        parameters.add(seriesId).add(before).add(bounded(most)),
                                SampleHistory::measurement))
                .reversed();
    }

    /** The oldest samples of a series within a time, both ends included, in order of time. */
    public List<Measurement> between(long seriesId, Instant from, Instant to, int most, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.all(
                        BETWEEN,
                        parameters -> parameters.add(seriesId).add(from).add(to).add(bounded(most)),
                        SampleHistory::measurement));
    }

    /** The series whose labels name a service, see {@link Series#service()}; oldest first. */
    public List<Member> ofService(String service, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.all(
                        OF_SERVICE,
                        parameters -> parameters.add(service).add(bounded(most)),
                        row -> new Member(
                                row.number(), Series.of(row.word(MetricType.class), LabelsJson.read(row.text())))));
    }

    /** The stored ones of some series, within a session of the caller's. */
    static Map<ByteBuffer, StoredSeries> lookUp(Session session, List<ByteBuffer> hashes) throws SQLException {
        Map<ByteBuffer, StoredSeries> found = new HashMap<>();
        for (int from = 0; from < hashes.size(); from += HASHES) {
            List<ByteBuffer> some = hashes.subList(from, Math.min(hashes.size(), from + HASHES));
            int asked = some.size() == 1 ? 1 : HASHES;
            String sql = BY_HASH + "?" + ", ?".repeat(asked - 1) + ")";
            session.all(
                            sql,
                            parameters -> {
                                for (int i = 0; i < asked; i++) {
                                    parameters.add(some.get(Math.min(i, some.size() - 1))
                                            .array());
                                }
                            },
                            row -> Map.entry(ByteBuffer.wrap(row.bytes()), stored(row)))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        }
        return found;
    }

    private static StoredSeries stored(Row row) throws SQLException {
        long id = row.number();
        OptionalInt warmup = row.optionalNumber()
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
        return new StoredSeries(id, warmup);
    }

    private static Measurement measurement(Row row) throws SQLException {
        return new Measurement(row.moment(), row.decimal());
    }

    private static int bounded(int most) {
        return Math.clamp(most, 1, MAX_SAMPLES);
    }
}
