package io.aegis.db.series;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.aegis.db.ReadAccess;
import io.aegis.db.Row;
import io.aegis.db.WhereClause;
import io.aegis.db.feedback.Cursor;
import io.aegis.db.feedback.Page;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Lists stored series: those whose anomaly is the newest first, then those that never had one, the newest first. Takes time in
 * proportion to the series there are. Thread-safe.
 */
public final class SeriesQueries {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    private static final String SELECT = """
            SELECT s.id, s.metric_type, s.labels, s.warmup, s.created_at,
              v.sampled_at, v.value, v.score, v.raw_score, COALESCE(v.anomalous_at, TIMESTAMP'1970-01-01 00:00:00') AS anomalous_at
            FROM metric_series s LEFT JOIN series_verdict v ON v.hash = s.hash
            """;

    private static final String ORDER = "ORDER BY anomalous_at DESC, s.id DESC LIMIT ?";
    private static final String ANOMALOUS = "COALESCE(v.anomalous_at, TIMESTAMP'1970-01-01 00:00:00')";

    private final ReadAccess database;

    /** Reads from a database. */
    public SeriesQueries(ReadAccess database) {
        this.database = database;
    }

    /** A series. */
    public Optional<SeriesRow> find(long id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.first(
                        SELECT + "WHERE s.id = ?", parameters -> parameters.add(id), SeriesQueries::series));
    }

    /**
     * Series that meet a filter.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws io.aegis.db.feedback.BadCursorException when the cursor is none of ours
     */
    public Page<SeriesRow> list(SeriesFilter filter, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        WhereClause whereClause = new WhereClause()
                .when(filter.type(), "s.metric_type = ?", value -> p -> p.add(value))
                .when(
                        filter.text(),
                        "s.labels COLLATE utf8mb4_uca1400_ai_ci LIKE ? ESCAPE '!'",
                        value -> p -> p.add(containing(value)))
                .when(filter.anomalousSince(), "v.anomalous_at >= ?", value -> p -> p.add(value))
                .when(
                        cursor.map(Cursor::parse),
                        ANOMALOUS + " <= ? AND (" + ANOMALOUS + " < ? OR s.id < ?)",
                        place -> p -> p.add(place.time())
                                .add(place.time())
                                .add(place.id().getLeastSignificantBits()));
        return Page.of(
                database.read(
                        deadline,
                        session -> session.all(
                                SELECT + whereClause.where() + ORDER,
                                parameters -> {
                                    whereClause.bind(parameters);
                                    parameters.add(limit + 1);
                                },
                                SeriesQueries::series)),
                limit,
                SeriesQueries::place);
    }

    private static Cursor place(SeriesRow row) {
        Instant anomalous = row.last().flatMap(SeriesVerdict::anomalousAt).orElse(Instant.EPOCH);
        return new Cursor(anomalous, new UUID(0, row.id()));
    }

    /** Labels are stored as JSON, in which some characters are written otherwise. */
    private static String containing(String text) {
        String written = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        return "%" + written.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private static SeriesRow series(Row row) throws SQLException {
        long id = row.number();
        Series series = Series.of(row.word(MetricType.class), LabelsJson.read(row.text()));
        OptionalInt warmup = row.optionalNumber()
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
        Instant createdAt = row.moment();
        Optional<Instant> sampledAt = row.optionalMoment();
        double value = row.decimal();
        double score = row.decimal();
        double rawScore = row.decimal();
        Optional<Instant> anomalousAt = Optional.of(row.moment()).filter(Instant.EPOCH::isBefore);
        return new SeriesRow(
                id,
                series,
                warmup,
                createdAt,
                sampledAt.map(
                        at -> new SeriesVerdict(series, new Measurement(at, value), score, rawScore, anomalousAt)));
    }
}
