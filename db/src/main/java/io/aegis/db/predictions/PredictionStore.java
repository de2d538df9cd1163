package io.aegis.db.predictions;

import static java.util.stream.Collectors.joining;

import io.aegis.db.Database;
import io.aegis.db.Parameters;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.RemediationAction;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stores predictions and what operators say of them. Thread-safe. */
public final class PredictionStore {

    private static final int MAX_MODELS = 512;

    private static final String INSERT = """
            INSERT INTO prediction (id, kind, created_at, detected, score, confidence, severity, failure_type, actions,
              models, policy_asked, policy_allowed, policy_decision_id, policy_reason, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String COUNT = """
            INSERT INTO prediction_count (hour, kind, detected, predictions) VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE predictions = predictions + VALUES(predictions)""";

    private static final String EXISTS = "SELECT 1 FROM prediction WHERE id = ?";

    private static final String LABEL = """
            INSERT INTO prediction_label (prediction_id, correct, failure_type, note, labelled_by, labelled_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE correct = VALUES(correct), failure_type = VALUES(failure_type),
              note = VALUES(note), labelled_by = VALUES(labelled_by), labelled_at = VALUES(labelled_at)""";

    private static final String UNLABEL = "DELETE FROM prediction_label WHERE prediction_id = ?";

    private final Database database;

    /** Writes to a database. */
    public PredictionStore(Database database) {
        this.database = database;
    }

    /**
     * Stores predictions and counts them, in one transaction. Those that are stored already stay as they are and are not
     * counted again.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(List<Prediction> predictions, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, session -> {
            List<Prediction> added = predictions;
            if (!session.insertAll(INSERT, predictions, PredictionStore::bind)) {
                // An earlier commit of which nobody heard: one by one, then.
                session.rollback();
                added = new ArrayList<>();
                for (Prediction each : predictions) {
                    if (session.insert(INSERT, parameters -> bind(parameters, each))) {
                        added.add(each);
                    }
                }
            }
            count(session, added);
            return added.size();
        });
    }

    /**
     * Notes what an operator says, instead of what may have been said before.
     *
     * @return whether there is such a prediction
     */
    public boolean label(PredictionLabel label, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            if (session.first(EXISTS, parameters -> parameters.add(label.predictionId()), row -> true)
                    .isEmpty()) {
                return false;
            }
            session.update(
                    LABEL,
                    parameters -> parameters
                            .add(label.predictionId())
                            .add(label.correct())
                            .addText(label.failureType().map(Enum::name))
                            .addText(label.note())
                            .add(label.labelledBy())
                            .add(label.labelledAt()));
            return true;
        });
    }

    /**
     * Forgets what an operator said, if anybody said anything.
     *
     * @return whether there is such a prediction
     */
    public boolean unlabel(UUID predictionId, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            session.update(UNLABEL, parameters -> parameters.add(predictionId));
            return session.first(EXISTS, parameters -> parameters.add(predictionId), row -> true)
                    .isPresent();
        });
    }

    private record Hour(Instant begin, PredictionKind kind, boolean detected) {}

    private static void count(Session session, List<Prediction> added) throws SQLException {
        Map<Hour, Long> counts = new HashMap<>();
        for (Prediction each : added) {
            Hour hour = new Hour(each.createdAt().truncatedTo(ChronoUnit.HOURS), each.kind(), each.detected());
            counts.merge(hour, 1L, Long::sum);
        }
        // Always in one order, so that nobody waits in a circle.
        List<Map.Entry<Hour, Long>> ordered = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Hour::begin)
                        .thenComparing(Hour::kind)
                        .thenComparing(Hour::detected)))
                .toList();
        session.updateEach(
                COUNT,
                ordered,
                (parameters, entry) -> parameters
                        .add(entry.getKey().begin())
                        .add(entry.getKey().kind())
                        .add(entry.getKey().detected())
                        .add(entry.getValue()));
    }

    private static void bind(Parameters parameters, Prediction prediction) throws SQLException {
        parameters
                .add(prediction.id())
                .add(prediction.kind())
                .add(prediction.createdAt())
                .add(prediction.detected())
                .add(prediction.score())
                .add(prediction.confidence())
                .add(prediction.severity())
                .addText(prediction.failureType().map(Enum::name))
                .add(prediction.actions().stream().map(RemediationAction::name).collect(joining(",")))
                .add(PolicyOutcome.cut(String.join(",", prediction.models()), MAX_MODELS))
                .add(prediction.policy().asked())
                .add(prediction.policy().allowed())
                .addText(prediction.policy().decisionId())
                .addText(prediction.policy().reason())
                .add(prediction.details());
    }
}
