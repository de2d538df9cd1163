/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.WhereClause;
import io.aegis.db.feedback.Cursor;
import io.aegis.db.feedback.Page;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists stored series: those that alert first, then those whose anomaly is the newest, then those that never had one, the newest
 * first. Takes time in proportion to the series there are. Thread-safe.
 */
public final class SeriesQueries {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    /** What alerted when it was last heard of, long ago, does not alert. */
    private static final String ALERTING =
            "(v.alert_since IS NOT NULL AND v.sampled_at >= UTC_TIMESTAMP(3) - INTERVAL 15 MINUTE)";

    private static final String SELECT = """
            SELECT s.id, s.metric_type, s.labels, s.warmup, s.created_at,
              v.sampled_at, v.value, v.score, v.raw_score, COALESCE(v.anomalous_at, TIMESTAMP'1970-01-01 00:00:00') AS anomalous_at,
              v.alert_since, COALESCE(%s, 0) AS alerting
            FROM metric_series s LEFT JOIN series_verdict v ON v.hash = s.hash
            """.formatted(ALERTING);

    private static final String ORDER = "ORDER BY alerting DESC, anomalous_at DESC, s.id DESC LIMIT ?";
    private static final String ANOMALOUS = "COALESCE(v.anomalous_at, TIMESTAMP'1970-01-01 00:00:00')";

    private static final String AFTER =
            "COALESCE(%1$s, 0) <= ? AND (COALESCE(%1$s, 0) < ? OR (%2$s <= ? AND (%2$s < ? OR s.id < ?)))"
                    .formatted(ALERTING, ANOMALOUS);

    private final ReadAccess database;
    private final ReadAccess lists;

    /** Reads from a database. */
    public SeriesQueries(ReadAccess database) {
        this(database, database);
    }

    /** Reads from a database, and lists from one that may be a little behind. */
    public SeriesQueries(ReadAccess database, ReadAccess lists) {
        this.database = database;
        this.lists = lists;
    }

    /** A series. */
    public Optional<SeriesRow> find(long id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.get(SELECT + "WHERE s.id = ?", id).map(SeriesQueries::series));
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
                .when(filter.type().map(Enum::name), "s.metric_type = ?")
                .when(
                        filter.text().map(SeriesQueries::containing),
                        "s.labels COLLATE utf8mb4_uca1400_ai_ci LIKE ? ESCAPE '!'")
                .when(filter.anomalousSince().map(Utc::of), "v.anomalous_at >= ?")
                .when(cursor.map(Cursor::parse), AFTER, SeriesQueries::after);
        return Page.of(
                lists.read(
                        deadline,
                        execute -> execute.createQuery(SELECT + whereClause.where() + ORDER)
                                .params(whereClause.parametersAnd(limit + 1))
                                .execute()
                                .map(SeriesQueries::series)
                                .toList()),
                limit,
                SeriesQueries::place);
    }

    private static Cursor place(SeriesRow row) {
        Instant anomalous = row.last().flatMap(SeriesVerdict::anomalousAt).orElse(Instant.EPOCH);
        return new Cursor(anomalous, new UUID(row.alerting() ? 1 : 0, row.id()));
    }

    private static List<Object> after(Cursor place) {
        LocalDateTime time = Utc.of(place.time());
        long alerting = place.id().getMostSignificantBits();
        return List.of(alerting, alerting, time, time, place.id().getLeastSignificantBits());
    }

    /** Labels are stored as JSON, in which some characters are written otherwise. */
    private static String containing(String text) {
        String written = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        return "%" + written.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private static SeriesRow series(DbRow row) {
        Series series = SeriesColumns.series(row);
        return new SeriesRow(
                row.column("id").get(Long.class),
                series,
                SeriesColumns.warmup(row),
                row.column("created_at").get(Instant.class),
                row.column("sampled_at").as(Instant.class).asOptional().map(at -> verdict(series, at, row)),
                row.column("alerting").get(Integer.class) > 0);
    }

    private static SeriesVerdict verdict(Series series, Instant sampledAt, DbRow row) {
        return new SeriesVerdict(
                series,
                new Measurement(sampledAt, row.column("value").get(Double.class)),
                row.column("score").get(Double.class),
                row.column("raw_score").get(Double.class),
                Optional.of(row.column("anomalous_at").get(Instant.class)).filter(Instant.EPOCH::isBefore),
                row.column("alert_since").as(Instant.class).asOptional());
    }
}
