/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Columns of predictions and of labels, and what is made of them. */
final class PredictionColumns {

    /** For {@link #read}; the table is {@code p}. */
    static final String OF_PREDICTION = """
            p.id, p.kind, p.created_at, p.detected, p.score, p.confidence, p.severity, p.failure_type, p.actions, p.models,
              p.policy_asked, p.policy_allowed, p.policy_decision_id, p.policy_reason, p.details""";

    /** For {@link #labelled}, beside the others; the table is {@code l}. */
    static final String OF_LABEL = "l.labelled_at, l.correct, l.failure_type AS said_type, l.note, l.labelled_by";

    private PredictionColumns() {}

    static Prediction read(DbRow row) {
        return new Prediction(
                row.column("id").get(UUID.class),
                row.column("kind").get(PredictionKind.class),
                row.column("created_at").get(Instant.class),
                row.column("detected").get(Boolean.class),
                row.column("score").get(Double.class),
                row.column("confidence").get(Double.class),
                row.column("severity").get(Severity.class),
                row.column("failure_type").as(FailureType.class).asOptional(),
                words(row, "actions").stream().map(RemediationAction::valueOf).toList(),
                words(row, "models"),
                policy(row),
                row.column("details").get(String.class));
    }

    static LabelledPrediction labelled(DbRow row) {
        Prediction prediction = read(row);
        return new LabelledPrediction(
                prediction,
                row.column("labelled_at").as(Instant.class).asOptional().map(at -> label(prediction.id(), row, at)));
    }

    private static PolicyOutcome policy(DbRow row) {
        return new PolicyOutcome(
                row.column("policy_asked").get(Boolean.class),
                row.column("policy_allowed").get(Boolean.class),
                row.column("policy_decision_id").as(String.class).asOptional(),
                row.column("policy_reason").as(String.class).asOptional());
    }

    private static PredictionLabel label(UUID prediction, DbRow row, Instant at) {
        return new PredictionLabel(
                prediction,
                row.column("correct").get(Boolean.class),
                row.column("said_type").as(FailureType.class).asOptional(),
                row.column("note").as(String.class).asOptional(),
                row.column("labelled_by").get(String.class),
                at);
    }

    private static List<String> words(DbRow row, String column) {
        return Arrays.stream(row.column(column).get(String.class).split(",", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
