/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.retention.MonitoringRetention;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictionsIT {

    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00.123456Z");

    private final TestSchema schema = TestSchema.create();
    private final PredictionStore store = new PredictionStore(schema.database());
    private final PredictionQueries queries = new PredictionQueries(schema.database(), InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        schema.close();
    }

    private static Prediction prediction(PredictionKind kind, boolean detected, Duration ago) {
        boolean failure = kind == PredictionKind.FAILURE;
        return new Prediction(
                UuidCreator.getTimeOrderedEpoch(),
                kind,
                NOW.minus(ago),
                detected,
                0.93,
                0.81,
                Severity.CRITICAL,
                failure ? Optional.of(FailureType.DEPENDENCY_TIMEOUT) : Optional.empty(),
                List.of(RemediationAction.THROTTLE_API, RemediationAction.ALERT_ADMIN),
                List.of("series-detector v1", "anomaly-weka v7"),
                new PolicyOutcome(true, false, Optional.of("d-1"), Optional.of("not at night")),
                "{\"series\":[]}");
    }

    private static PredictionLabel label(UUID id, boolean correct) {
        return new PredictionLabel(
                id, correct, Optional.of(FailureType.CRASH_LOOP), Optional.of("it was “us”"), "bootstrap", NOW);
    }

    private void add(Prediction... predictions) throws Exception {
        store.add(List.of(predictions), TestSchema.ample());
    }

    private PredictionCounts counts() throws Exception {
        return queries.counts(TestSchema.ample());
    }

    @Test
    void a_prediction_is_read_as_it_was_stored() throws Exception {
        Prediction failure = prediction(PredictionKind.FAILURE, true, Duration.ZERO);
        add(failure, prediction(PredictionKind.ANOMALY, false, Duration.ZERO));

        assertThat(queries.find(failure.id(), TestSchema.ample())).contains(failure);
        assertThat(queries.find(UUID.randomUUID(), TestSchema.ample())).isEmpty();
    }

    @Test
    void before_the_first_prediction_everything_is_zero() throws Exception {
        assertThat(counts()).isEqualTo(new PredictionCounts(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void the_last_24_hours_begin_to_the_microsecond() throws Exception {
        for (String ago : List.of("PT24H0.000001S", "PT24H", "PT23H59M", "PT23H20M0.123457S", "PT1S", "PT48H")) {
            add(prediction(PredictionKind.ANOMALY, true, Duration.parse(ago)));
        }
        add(prediction(PredictionKind.FAILURE, true, Duration.ofDays(3)));
        add(prediction(PredictionKind.FAILURE, false, Duration.ZERO));

        assertThat(counts()).isEqualTo(new PredictionCounts(8, 5, 6, 1, 0, 0, 0));
    }

    @Test
    void storing_again_after_a_lost_answer_counts_nothing_twice() throws Exception {
        Prediction first = prediction(PredictionKind.ANOMALY, true, Duration.ZERO);
        Prediction second = prediction(PredictionKind.ANOMALY, true, Duration.ZERO);
        add(first);
        add(second, first, prediction(PredictionKind.FAILURE, false, Duration.ZERO));

        assertThat(counts().total()).isEqualTo(3);
        assertThat(schema.value("SELECT COUNT(*) FROM prediction")).isEqualTo("3");
    }

    @Test
    void the_last_label_counts() throws Exception {
        Prediction anomaly = prediction(PredictionKind.ANOMALY, true, Duration.ZERO);
        add(anomaly);

        assertThat(store.label(label(anomaly.id(), true), Actor.COMMAND, TestSchema.ample()))
                .isTrue();
        assertThat(store.label(label(anomaly.id(), false), Actor.COMMAND, TestSchema.ample()))
                .isTrue();
        assertThat(store.label(label(UUID.randomUUID(), false), Actor.COMMAND, TestSchema.ample()))
                .isFalse();

        assertThat(counts().labelledWrong()).isEqualTo(1);
        assertThat(counts().labelledCorrect()).isZero();
        assertThat(schema.value("SELECT CONCAT(failure_type, note, labelled_by) FROM prediction_label"))
                .isEqualTo("CRASH_LOOPit was “us”bootstrap");
    }

    @Test
    void old_predictions_go_but_not_their_count_nor_those_that_were_labelled() throws Exception {
        List<Prediction> old = IntStream.range(0, 10)
                .mapToObj(i -> prediction(PredictionKind.ANOMALY, true, Duration.ofDays(91)))
                .toList();
        store.add(old, TestSchema.ample());
        add(prediction(PredictionKind.ANOMALY, true, Duration.ofDays(89)));
        store.label(label(old.getFirst().id(), true), Actor.COMMAND, TestSchema.ample());
        MonitoringRetention retention = new MonitoringRetention(schema.database());

        Instant cutoff = NOW.minus(Duration.ofDays(90));
        assertThat(retention.purgePredictions(cutoff, 5, TestSchema.ample())).isEqualTo(5);
        assertThat(retention.purgePredictions(cutoff, 5, TestSchema.ample())).isEqualTo(4);
        assertThat(retention.purgePredictions(cutoff, 5, TestSchema.ample())).isZero();
        assertThat(schema.value("SELECT COUNT(*) FROM prediction")).isEqualTo("2");
        assertThat(counts().total()).isEqualTo(11);
    }

    @Test
    void texts_that_are_too_long_are_cut_and_details_refused() {
        PolicyOutcome verdict =
                new PolicyOutcome(true, false, Optional.of("x".repeat(200)), Optional.of("🙂".repeat(600)));

        assertThat(verdict.decisionId().orElseThrow()).hasSize(128);
        assertThat(verdict.reason().orElseThrow()).isEqualTo("🙂".repeat(500));
        Prediction some = prediction(PredictionKind.ANOMALY, true, Duration.ZERO);
        assertThatThrownBy(() -> new Prediction(
                        some.id(),
                        some.kind(),
                        some.createdAt(),
                        true,
                        1,
                        1,
                        Severity.LOW,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        PolicyOutcome.NOT_ASKED,
                        "x".repeat(Prediction.MAX_DETAILS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
