package io.aegis.db.predictions;

import io.aegis.db.ReadAccess;
import io.aegis.db.WhereClause;
import io.aegis.db.feedback.Cursor;
import io.aegis.db.feedback.Page;
import io.aegis.db.series.LabelsJson;
import io.aegis.db.series.SampleHistory;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import java.util.UUID;

/** Lists predictions with what operators say of them, newest first; pages neither repeat nor skip any. Thread-safe. */
public final class PredictionPages {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    /** Most anomalies that are searched for a series. */
    public static final int MOST_SEARCHED = 2_000;

    private static final String SELECT =
            "SELECT " + PredictionColumns.OF_PREDICTION + ", " + PredictionColumns.OF_LABEL + " ";

    private static final String ALL = "FROM prediction p LEFT JOIN prediction_label l ON l.prediction_id = p.id ";

    /** People label few of many predictions. */
    private static final String LABELLED =
            "FROM prediction_label l STRAIGHT_JOIN prediction p ON p.id = l.prediction_id ";

    private static final String NEWEST_FIRST = "ORDER BY p.created_at DESC, p.id DESC LIMIT ?";

    private static final String SEARCHED = """
            p.created_at >= COALESCE((SELECT n.created_at FROM prediction n
              WHERE n.kind = 'ANOMALY' AND n.detected = TRUE AND n.created_at < ?
              ORDER BY n.created_at DESC LIMIT 1 OFFSET %d), TIMESTAMP'1970-01-01 00:00:00')""".formatted(MOST_SEARCHED);

    private final ReadAccess database;

    /** Reads from a database. */
    public PredictionPages(ReadAccess database) {
        this.database = database;
    }

    /** A prediction. */
    public Optional<LabelledPrediction> find(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.first(
                        SELECT + ALL + "WHERE p.id = ?",
                        parameters -> parameters.add(id),
                        PredictionColumns::labelled));
    }

    /**
     * Predictions that meet a filter.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws io.aegis.db.feedback.BadCursorException when the cursor is none of ours
     */
    public Page<LabelledPrediction> list(PredictionFilter filter, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        Optional<PredictionFilter.Said> said = filter.said();
        boolean labelled =
                said.filter(any -> any != PredictionFilter.Said.NOTHING).isPresent();
        WhereClause whereClause = new WhereClause()
                .when(filter.kind(), "p.kind = ?", value -> p -> p.add(value))
                .when(filter.detected(), "p.detected = ?", value -> p -> p.add(value))
                .when(filter.since(), "p.created_at >= ?", value -> p -> p.add(value))
                .when(filter.until(), "p.created_at < ?", value -> p -> p.add(value))
                .when(filter.severity(), "p.severity = ?", value -> p -> p.add(value))
                .when(filter.failureType(), "p.failure_type = ?", value -> p -> p.add(value.name()))
                .when(
                        cursor.map(Cursor::parse),
                        "p.created_at <= ? AND (p.created_at < ? OR p.id < ?)",
                        place -> p -> p.add(place.time()).add(place.time()).add(place.id()));
        if (filter.series().isPresent()) {
            whereClause
                    .always("p.kind = 'ANOMALY' AND p.detected = TRUE")
                    .when(
                            Optional.of(filter.until().orElse(SampleHistory.END_OF_TIME)),
                            SEARCHED,
                            value -> p -> p.add(value))
                    .when(filter.series(), "LOCATE(?, p.details) > 0", value -> p -> p.add(asStored(value)));
        }
        if (labelled) {
            whereClause.when(said, "l.correct = ?", value -> p -> p.add(value == PredictionFilter.Said.CORRECT));
        } else if (said.isPresent()) {
            whereClause.always("l.prediction_id IS NULL");
        }
        String sql = SELECT + (labelled ? LABELLED : ALL) + whereClause.where() + NEWEST_FIRST;
        return Page.of(
                database.read(
                        deadline,
                        session -> session.all(
                                sql,
                                parameters -> {
                                    whereClause.bind(parameters);
                                    parameters.add(limit + 1);
                                },
                                PredictionColumns::labelled)),
                limit,
                each -> new Cursor(
                        each.prediction().createdAt(), each.prediction().id()));
    }

    /** How details name a series. Within the texts of others it cannot stand, as quotes are written otherwise there. */
    private static String asStored(Series series) {
        return "\"metric_type\":\"" + series.type().label() + "\",\"labels\":" + LabelsJson.write(series.labels())
                + ",";
    }
}
