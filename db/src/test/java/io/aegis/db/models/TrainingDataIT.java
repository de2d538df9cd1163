/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.logs.LogStore;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.model.LabelledIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingDataIT {

    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00Z");
    private static final FailureFeatures FEATURES =
            new FailureFeatures(Collections.nCopies(FailureFeatures.COUNT, 0.25));
    private static final Diagnosis RULES = new Diagnosis(FailureType.ERROR_BURST, 0.6, false);

    private final TestSchema schema = TestSchema.create();
    private final TrainingData data = new TrainingData(schema.database());
    private final IncidentStore incidents = new IncidentStore(schema.database(), InstantSource.fixed(NOW));
    private final PredictionStore predictions = new PredictionStore(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static Incident incident(String service, Instant at, Optional<Instant> end, boolean seen) {
        return new Incident(
                service,
                at,
                end,
                FailureType.NETWORK_DELAY,
                seen ? Optional.of(new FailureVerdict.Typing(RULES, FEATURES, Optional.empty())) : Optional.empty(),
                "a day");
    }

    private UUID predicted(boolean detected, String details) throws Exception {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        predictions.add(
                List.of(new Prediction(
                        id,
                        PredictionKind.FAILURE,
                        NOW,
                        detected,
                        0.9,
                        0.9,
                        Severity.CRITICAL,
                        detected ? Optional.of(FailureType.CPU_SATURATION) : Optional.empty(),
                        List.of(RemediationAction.ALERT_ADMIN),
                        List.of("failure-rules v1"),
                        new PolicyOutcome(false, true, Optional.empty(), Optional.empty()),
                        details)),
                TestSchema.ample());
        return id;
    }

    private void label(UUID id, boolean correct, Optional<FailureType> type) throws Exception {
        predictions.label(
                new PredictionLabel(id, correct, type, Optional.empty(), "key", NOW),
                Actor.COMMAND,
                TestSchema.ample());
    }

    private static String details(Object features) {
        return "{\"typing\":{\"rules\":\"error_burst\",\"rules_confidence\":0.6,\"features\":" + features + "}}";
    }

    @Test
    void imported_incidents_come_once_in_order_of_time_and_only_those_that_were_seen() throws Exception {
        Incident late = incident("a", NOW, Optional.empty(), true);
        Incident early = incident("b", NOW.minusSeconds(60), Optional.empty(), true);
        incidents.add(List.of(late, early, incident("c", NOW, Optional.empty(), false)), TestSchema.ample());
        incidents.add(List.of(late, early), TestSchema.ample());
        assertThat(data.incidents(TestSchema.ample()))
                .containsExactly(
                        new LabelledIncident(NOW.minusSeconds(60), FailureType.NETWORK_DELAY, RULES, FEATURES),
                        new LabelledIncident(NOW, FailureType.NETWORK_DELAY, RULES, FEATURES));
    }

    @Test
    void operators_labels_count_as_far_as_they_say_what_it_was() throws Exception {
        String told = details(FEATURES.values());
        label(predicted(true, told), true, Optional.empty());
        label(predicted(false, told), false, Optional.of(FailureType.CRASH_LOOP));
        // Nobody knows what it was, it was nothing, or it was not noted what it looked like.
        label(predicted(true, told), false, Optional.empty());
        label(predicted(false, told), true, Optional.empty());
        label(predicted(true, "{}"), true, Optional.empty());
        label(predicted(true, details("[1,2]")), true, Optional.empty());
        predicted(true, told);
        assertThat(data.incidents(TestSchema.ample()).stream().map(LabelledIncident::type))
                .containsExactlyInAnyOrder(FailureType.CPU_SATURATION, FailureType.CRASH_LOOP);
        assertThat(data.incidents(TestSchema.ample()))
                .allSatisfy(one -> assertThat(one.features()).isEqualTo(FEATURES));
    }

    @Test
    void episodes_of_a_service_are_those_that_touch_the_time() throws Exception {
        Instant end = NOW.plus(Duration.ofHours(1));
        incidents.add(
                List.of(
                        incident("a", NOW, Optional.of(end), true),
                        incident("a", NOW.minusSeconds(9_000), Optional.empty(), true),
                        incident("b", NOW, Optional.of(end), true)),
                TestSchema.ample());
        List<TrainingData.Episode> found =
                data.episodes("a", NOW.plusSeconds(60), NOW.plusSeconds(120), TestSchema.ample());
        assertThat(found).containsExactly(new TrainingData.Episode(NOW, end));
        TrainingData.Episode short_ = new TrainingData.Episode(NOW, NOW);
        assertThat(short_.holds(NOW.plusSeconds(299), Duration.ofMinutes(5))).isTrue();
        assertThat(short_.holds(NOW.plusSeconds(301), Duration.ofMinutes(5))).isFalse();
        assertThat(found.getFirst().holds(end, Duration.ofMinutes(5))).isTrue();
        assertThat(found.getFirst().holds(NOW.minusSeconds(1), Duration.ofMinutes(5)))
                .isFalse();
    }

    private void remark(boolean detected, boolean correct, String details) throws Exception {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        predictions.add(
                List.of(new Prediction(
                        id,
                        PredictionKind.ANOMALY,
                        NOW,
                        detected,
                        0.9,
                        0.9,
                        Severity.CRITICAL,
                        Optional.empty(),
                        List.of(RemediationAction.ALERT_ADMIN),
                        List.of("series-detector v1"),
                        new PolicyOutcome(false, true, Optional.empty(), Optional.empty()),
                        details)),
                TestSchema.ample());
        label(id, correct, Optional.empty());
    }

    private static String series(String label, String service, boolean anomalous, Instant at) {
        return "{\"metric_type\":\"cpu_usage\",\"labels\":{\"" + label + "\":\"" + service + "\"},\"is_anomaly\":"
                + anomalous + ",\"timestamp\":\"" + at + "\"}";
    }

    private static String answer(String combination, String... series) {
        return "{\"series\":[" + String.join(",", series) + "],\"combinations\":[" + combination + "]}";
    }

    @Test
    void operators_say_of_a_service_what_was_wrong_and_what_was_not() throws Exception {
        Instant[] at = new Instant[8];
        for (int i = 0; i < at.length; i++) {
            at[i] = NOW.minusSeconds(3_600 - 60L * i);
        }
        String own = "a \\\"b\\\" 100%";
        remark(true, true, answer("", series("pod", "other", true, at[7]), series("service", own, true, at[0])));
        remark(true, false, answer("", series("pod", own, true, at[1])));
        // Missed ones and rightly quiet ones are of the loudest series.
        remark(false, false, answer("", series("pod", own, false, at[2]), series("pod", "other", false, at[2])));
        remark(false, false, answer("", series("pod", "other", false, at[3]), series("pod", own, false, at[3])));
        remark(false, true, answer("", series("pod", own, false, at[4])));
        // It was named only, was not what was anomalous, or its combination was.
        remark(true, true, answer("", series("pod", own + "!", true, at[5])));
        remark(true, true, answer("", series("pod", "other", true, at[5]), series("pod", own, false, at[5])));
        remark(
                true,
                true,
                answer(
                        "{\"service\":\"" + own + "\",\"is_anomaly\":true}",
                        series("pod", "other", false, at[7]),
                        series("pod", own, false, at[6])));
        remark(true, true, "{}");

        assertThat(data.remarks("a \"b\" 100%", TestSchema.ample()))
                .containsExactly(
                        new TrainingData.Remark(at[0], true),
                        new TrainingData.Remark(at[1], false),
                        new TrainingData.Remark(at[2], true),
                        new TrainingData.Remark(at[4], false),
                        new TrainingData.Remark(at[6], true));
        assertThat(data.remarks("a", TestSchema.ample())).isEmpty();
        assertThat(data.incidents(TestSchema.ample())).isEmpty();
    }

    @Test
    void lines_are_added_once_for_each_content() throws Exception {
        LogStore logs = new LogStore(schema.database(), InstantSource.fixed(NOW));
        LogChanges changes = new LogChanges(List.of(), List.of(new LogChanges.Minute(NOW, 40, Map.of())));
        byte[] content = new byte[LogStore.CONTENT_LENGTH];
        assertThat(logs.addOnce(content, changes, TestSchema.ample())).isTrue();
        assertThat(logs.addOnce(content, changes, TestSchema.ample())).isFalse();
        content[0] = 1;
        assertThat(logs.addOnce(content, changes, TestSchema.ample())).isTrue();
        assertThat(schema.value("SELECT total FROM log_minute")).isEqualTo("80");
    }
}
