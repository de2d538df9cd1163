package io.aegis.online.scoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.online.http.json.StrictJson;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MonitoringAlertsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String FAILURE = "{\"ranking\": [{\"service\": \"cart\", \"suspicion\": 3}]}";

    private final List<Alerts.Cause> written = new ArrayList<>();
    private Instant now = NOON;
    private boolean away;
    private final MonitoringAlerts alerts = new MonitoringAlerts(
            causes -> {
                if (away) {
                    throw new DatabaseUnavailableException("away");
                }
                written.addAll(causes);
            },
            Duration.ofMinutes(5),
            UUID::randomUUID,
            () -> now);

    private static Prediction prediction(PredictionKind kind, boolean detected, Severity severity, String details) {
        return new Prediction(
                new UUID(0, 7),
                kind,
                NOON,
                detected,
                0.9,
                0.9,
                severity,
                kind == PredictionKind.FAILURE ? Optional.of(FailureType.CPU_SATURATION) : Optional.empty(),
                List.of(RemediationAction.SCALE_UP, RemediationAction.ALERT_ADMIN),
                List.of("m"),
                PolicyOutcome.NOT_ASKED,
                details);
    }

    private void failure(Severity severity) {
        alerts.note(prediction(PredictionKind.FAILURE, true, severity, FAILURE));
    }

    private List<JsonNode> flushed() throws JsonProcessingException {
        written.clear();
        alerts.flush();
        List<JsonNode> payloads = new ArrayList<>();
        for (Alerts.Cause cause : written) {
            payloads.add(StrictJson.parse(cause.payload()));
        }
        return payloads;
    }

    @Test
    void a_failure_is_told_once_again_each_minute_it_lasts_and_when_it_ends() throws Exception {
        failure(Severity.HIGH);
        JsonNode first = flushed().getFirst();
        assertThat(flushed()).isEmpty();
        now = NOON.plusSeconds(30);
        failure(Severity.CRITICAL);
        assertThat(flushed()).isEmpty();
        now = NOON.plusSeconds(61);
        JsonNode again = flushed().getFirst();
        now = NOON.plusSeconds(200);
        assertThat(flushed()).as("nothing new was detected").isEmpty();
        now = NOON.plusSeconds(331);
        JsonNode ended = flushed().getFirst();

        assertThat(first.path("labels").toString())
                .isEqualTo("{\"alertname\":\"AegisFailure\",\"failure_type\":\"cpu_saturation\",\"service\":\"cart\","
                        + "\"severity\":\"high\"}");
        assertThat(first.path("startsAt").asText()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(first.path("endsAt").asText()).isEqualTo("2026-11-20T12:06:00.000Z");
        assertThat(first.path("annotations").path("recommended_actions").asText())
                .isEqualTo("scale_up,alert_admin");
        assertThat(first.path("annotations").path("summary").asText()).isEqualTo("cpu_saturation at cart");
        assertThat(again.path("labels")).isEqualTo(first.path("labels"));
        assertThat(again.path("startsAt")).isEqualTo(first.path("startsAt"));
        assertThat(ended.path("labels")).isEqualTo(first.path("labels"));
        assertThat(ended.path("endsAt").asText()).isEqualTo("2026-11-20T12:05:31.000Z");
        assertThat(flushed()).isEmpty();
    }

    @Test
    void an_anomaly_carries_the_labels_of_its_series_as_alertmanager_allows_them() throws Exception {
        alerts.note(prediction(
                PredictionKind.ANOMALY,
                true,
                Severity.LOW,
                "{\"series\": [{\"metric_type\": \"cpu_usage\", \"labels\": {\"pod\": \"a\", \"1-x\": \"b\", \"e\": \"\","
                        + " \"severity\": \"mine\"}}]}"));

        assertThat(flushed().getFirst().path("labels").toString())
                .isEqualTo("{\"_1_x\":\"b\",\"alertname\":\"AegisAnomaly\",\"metric_type\":\"cpu_usage\",\"pod\":\"a\","
                        + "\"severity\":\"low\"}");
    }

    @Test
    void what_is_not_detected_is_not_told() throws Exception {
        alerts.note(prediction(PredictionKind.FAILURE, false, Severity.LOW, FAILURE));

        assertThat(flushed()).isEmpty();
    }

    @Test
    void an_end_that_could_not_be_written_is_told_later() throws Exception {
        failure(Severity.HIGH);
        flushed();
        away = true;
        now = NOON.plusSeconds(600);
        assertThat(flushed()).isEmpty();
        away = false;

        assertThat(flushed())
                .singleElement()
                .satisfies(ended -> assertThat(ended.path("endsAt").asText()).isEqualTo("2026-11-20T12:10:00.000Z"));
    }

    @Test
    void there_are_only_so_many_at_once() throws Exception {
        for (int i = 0; i < MonitoringAlerts.MOST + 5; i++) {
            alerts.note(prediction(
                    PredictionKind.FAILURE, true, Severity.HIGH, "{\"ranking\": [{\"service\": \"s" + i + "\"}]}"));
        }

        assertThat(flushed()).hasSize(MonitoringAlerts.MOST);
    }
}
