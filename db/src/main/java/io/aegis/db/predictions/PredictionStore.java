/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import static java.util.stream.Collectors.joining;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.StatementRefusedException;
import io.aegis.db.Transactions;
import io.aegis.db.UniqueKey;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.RemediationAction;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores predictions and what operators say of them. Thread-safe. */
public final class PredictionStore {

    private static final int MAX_MODELS = 512;

    private static final MultiRowInsert INSERT = new MultiRowInsert("""
            INSERT INTO prediction (id, kind, created_at, detected, score, confidence, severity, failure_type, actions,
              models, policy_asked, policy_allowed, policy_decision_id, policy_reason, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");

    private static final MultiRowInsert COUNT = new MultiRowInsert("""
            INSERT INTO prediction_count (hour, kind, detected, predictions) VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE predictions = predictions + VALUES(predictions)""");

    private static final String EXISTS = "SELECT 1 FROM prediction WHERE id = ?";

    private static final String LABEL = """
            INSERT INTO prediction_label (prediction_id, correct, failure_type, note, labelled_by, labelled_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE correct = VALUES(correct), failure_type = VALUES(failure_type),
              note = VALUES(note), labelled_by = VALUES(labelled_by), labelled_at = VALUES(labelled_at)""";

    private static final String LABELLED = """
            SELECT correct, IFNULL(failure_type, '') AS failure_type, note IS NOT NULL AS has_note
            FROM prediction_label WHERE prediction_id = ?""";

    private static final String UNLABEL = "DELETE FROM prediction_label WHERE prediction_id = ?";

    private final Transactions database;

    /** Writes to a database. */
    public PredictionStore(Transactions database) {
        this.database = database;
    }

    /**
     * Stores predictions and counts them, in one transaction. Those that are stored already stay as they are and are not
     * counted again.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(List<Prediction> predictions, Deadline deadline) throws DatabaseUnavailableException {
        try {
            database.transaction(deadline, execute -> {
                INSERT.insert(execute, predictions, PredictionStore::columns);
                return count(execute, predictions);
            });
        } catch (StatementRefusedException e) {
            if (!e.isDuplicate()) {
                throw e;
            }
            // An earlier commit of which nobody heard.
            addOneByOne(predictions, deadline);
        }
    }

    private void addOneByOne(List<Prediction> predictions, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            List<Prediction> added = predictions.stream()
                    .filter(each ->
                            UniqueKey.inserted(() -> INSERT.insert(execute, List.of(each), PredictionStore::columns)))
                    .toList();
            return count(execute, added);
        });
    }

    /**
     * Notes what an operator says, instead of what may have been said before.
     *
     * @param actor who says it
     * @return whether there is such a prediction
     */
    public boolean label(PredictionLabel label, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            if (execute.get(EXISTS, label.predictionId()).isEmpty()) {
                return false;
            }
            Map<String, ?> before = labelled(execute, label.predictionId());
            execute.insert(
                    LABEL,
                    label.predictionId(),
                    label.correct(),
                    label.failureType().map(Enum::name).orElse(null),
                    label.note().orElse(null),
                    label.labelledBy(),
                    Utc.of(label.labelledAt()));
            note(execute, actor, label.predictionId(), before);
            return true;
        });
    }

    /**
     * Forgets what an operator said, if anybody said anything.
     *
     * @param actor who takes it back
     * @return whether there is such a prediction
     */
    public boolean unlabel(UUID predictionId, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Map<String, ?> before = labelled(execute, predictionId);
            if (execute.delete(UNLABEL, predictionId) == 1) {
                note(execute, actor, predictionId, before);
            }
            return execute.get(EXISTS, predictionId).isPresent();
        });
    }

    private static void note(DbExecute execute, Actor actor, UUID prediction, Map<String, ?> before) {
        Map<String, ?> after = labelled(execute, prediction);
        AuditLog.append(
                execute, new AuditEvent(actor, AuditAction.PREDICTION_LABEL, prediction.toString(), before, after));
    }

    /** What is said of it now: of a note only that there is one. */
    private static Map<String, ?> labelled(DbExecute execute, UUID prediction) {
        return execute.get(LABELLED, prediction)
                .<Map<String, ?>>map(row -> Map.of(
                        "correct",
                        row.column("correct").get(Boolean.class),
                        "failure_type",
                        row.column("failure_type").get(String.class),
                        "note",
                        row.column("has_note").get(Boolean.class)))
                .orElseGet(Map::of);
    }

    private record Hour(Instant begin, PredictionKind kind, boolean detected) {}

    private static int count(DbExecute execute, List<Prediction> added) {
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
        COUNT.insert(execute, ordered, PredictionStore::columns);
        return added.size();
    }

    private static List<Object> columns(Map.Entry<Hour, Long> count) {
        Hour hour = count.getKey();
        return List.of(Utc.of(hour.begin()), hour.kind().name(), hour.detected(), count.getValue());
    }

    private static List<@Nullable Object> columns(Prediction prediction) {
        return Arrays.asList(
                prediction.id(),
                prediction.kind().name(),
                Utc.of(prediction.createdAt()),
                prediction.detected(),
                prediction.score(),
                prediction.confidence(),
                prediction.severity().name(),
                prediction.failureType().map(Enum::name).orElse(null),
                prediction.actions().stream().map(RemediationAction::name).collect(joining(",")),
                PolicyOutcome.cut(String.join(",", prediction.models()), MAX_MODELS),
                prediction.policy().asked(),
                prediction.policy().allowed(),
                prediction.policy().decisionId().orElse(null),
                prediction.policy().reason().orElse(null),
                prediction.details());
    }
}
