package io.aegis.db.predictions;

import io.aegis.db.Row;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Columns of predictions and of labels, and what is made of them. */
final class PredictionColumns {

    /** For {@link #read}; the table is {@code p}. */
    static final String OF_PREDICTION = """
            p.id, p.kind, p.created_at, p.detected, p.score, p.confidence, p.severity, p.failure_type, p.actions, p.models,
              p.policy_asked, p.policy_allowed, p.policy_decision_id, p.policy_reason, p.details""";

    /** For {@link #labelled}, behind the others; the table is {@code l}. */
    static final String OF_LABEL = "l.labelled_at, l.correct, l.failure_type, l.note, l.labelled_by";

    private PredictionColumns() {}

    static Prediction read(Row row) throws SQLException {
        return new Prediction(
                row.id(),
                row.word(PredictionKind.class),
                row.moment(),
                row.truth(),
                row.decimal(),
                row.decimal(),
                row.word(Severity.class),
                row.optionalText().map(FailureType::valueOf),
                words(row.text()).stream().map(RemediationAction::valueOf).toList(),
                words(row.text()),
                new PolicyOutcome(row.truth(), row.truth(), row.optionalText(), row.optionalText()),
                row.text());
    }

    static LabelledPrediction labelled(Row row) throws SQLException {
        Prediction prediction = read(row);
        Optional<Instant> at = row.optionalMoment();
        if (at.isEmpty()) {
            return new LabelledPrediction(prediction, Optional.empty());
        }
        return new LabelledPrediction(
                prediction,
                Optional.of(new PredictionLabel(
                        prediction.id(),
                        row.truth(),
                        row.optionalText().map(FailureType::valueOf),
                        row.optionalText(),
                        row.text(),
                        at.get())));
    }

    private static List<String> words(String joined) {
        return Arrays.stream(joined.split(",", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
