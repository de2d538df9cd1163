/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.WhereClause;
import io.aegis.db.feedback.Cursor;
import io.aegis.db.feedback.Page;
import io.aegis.db.series.LabelsJson;
import io.aegis.db.series.SampleHistory;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.LocalDateTime;
import java.util.List;
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
    private final ReadAccess lists;

    /** Reads from a database. */
    public PredictionPages(ReadAccess database) {
        this(database, database);
    }

    /** Reads from a database, and lists from one that may be a little behind. */
    public PredictionPages(ReadAccess database, ReadAccess lists) {
        this.database = database;
        this.lists = lists;
    }

    /** A prediction. */
    public Optional<LabelledPrediction> find(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(SELECT + ALL + "WHERE p.id = ?", id).map(PredictionColumns::labelled));
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
                .when(filter.kind().map(Enum::name), "p.kind = ?")
                .when(filter.detected(), "p.detected = ?")
                .when(filter.since().map(Utc::of), "p.created_at >= ?")
                .when(filter.until().map(Utc::of), "p.created_at < ?")
                .when(filter.severity().map(Enum::name), "p.severity = ?")
                .when(filter.failureType().map(Enum::name), "p.failure_type = ?")
                .when(
                        cursor.map(Cursor::parse),
                        "p.created_at <= ? AND (p.created_at < ? OR p.id < ?)",
                        PredictionPages::after);
        if (filter.series().isPresent()) {
            whereClause
                    .always("p.kind = 'ANOMALY' AND p.detected = TRUE")
                    .when(Optional.of(Utc.of(filter.until().orElse(SampleHistory.END_OF_TIME))), SEARCHED)
                    .when(filter.series().map(PredictionPages::asStored), "LOCATE(?, p.details) > 0");
        }
        if (labelled) {
            whereClause.when(said.map(value -> value == PredictionFilter.Said.CORRECT), "l.correct = ?");
        } else if (said.isPresent()) {
            whereClause.always("l.prediction_id IS NULL");
        }
        String sql = SELECT + (labelled ? LABELLED : ALL) + whereClause.where() + NEWEST_FIRST;
        return Page.of(
                lists.read(
                        deadline,
                        execute -> execute.createQuery(sql)
                                .params(whereClause.parametersAnd(limit + 1))
                                .execute()
                                .map(PredictionColumns::labelled)
                                .toList()),
                limit,
                each -> new Cursor(
                        each.prediction().createdAt(), each.prediction().id()));
    }

    private static List<Object> after(Cursor place) {
        LocalDateTime time = Utc.of(place.time());
        return List.of(time, time, place.id());
    }

    /** How details name a series. Within the texts of others it cannot stand, as quotes are written otherwise there. */
    private static String asStored(Series series) {
        return "\"metric_type\":\"" + series.type().label() + "\",\"labels\":" + LabelsJson.write(series.labels())
                + ",";
    }
}
