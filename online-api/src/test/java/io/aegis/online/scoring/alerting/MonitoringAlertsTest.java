/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MonitoringAlertsTest extends MonitoringAlertsFixture {

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
                .isEqualTo("{\"alertname\":\"AegisFailure\",\"generator\":\"aegis\",\"service\":\"cart\"}");
        assertThat(first.path("generatorURL").asText())
                .isEqualTo("https://aegis.example.org/#/monitoring?tab=failures&id=" + new UUID(0, 7));
        assertThat(first.path("annotations").path("severity").asText()).isEqualTo("high");
        assertThat(again.path("annotations").path("severity").asText()).isEqualTo("critical");
        assertThat(first.path("annotations").path("failure_type").asText()).isEqualTo("cpu_saturation");
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
    void an_alert_of_a_series_says_what_was_expected_and_changes_without_becoming_another() throws Exception {
        alerts.note(found(AlertReason.PERSISTENT, NOON, 0.88));
        JsonNode first = flushed().getFirst();
        assertThat(first.path("labels").toString())
                .isEqualTo(
                        "{\"_1_x\":\"b\",\"alertname\":\"AegisAnomaly\",\"generator\":\"aegis\",\"metric_type\":\"cpu_usage\",\"pod\":\"a\","
                                + "\"service\":\"a\"}");
        assertThat(first.path("startsAt").asText()).isEqualTo("2026-11-20T11:59:00.000Z");
        assertThat(first.path("generatorURL").asText())
                .isEqualTo("https://aegis.example.org/#/monitoring?tab=series&type=cpu_usage&q=a");
        JsonNode said = first.path("annotations");
        assertThat(said.path("summary").asText()).isEqualTo("cpu_usage of a is 95.0000, expected 41.2000");
        assertThat(said.path("severity").asText()).isEqualTo("high");
        assertThat(said.path("since").asText()).isEqualTo("2026-11-20T11:59:00.000Z");
        assertThat(said.path("rule").asText())
                .isEqualTo("2 of the last 3 minutes were anomalous: 53.8 off, least effect 1.03");
        now = NOON.plusSeconds(61);
        alerts.note(found(AlertReason.STRONGER, now, 0.99));
        JsonNode worse = flushed().getFirst();
        assertThat(worse.path("labels")).isEqualTo(first.path("labels"));
        assertThat(worse.path("annotations").path("severity").asText()).isEqualTo("critical");
    }

    @Test
    void a_sample_that_comes_late_or_again_ends_nothing_that_began_since() throws Exception {
        alerts.note(found(AlertReason.PERSISTENT, NOON, 0.99));
        flushed();
        newest = Optional.of(NOON);
        now = NOON.plusSeconds(2);
        alerts.note(found(AlertReason.ORDINARY, NOON.minusSeconds(8), 0.1));
        assertThat(flushed()).isEmpty();

        now = NOON.plusSeconds(62);
        newest = Optional.of(Instant.parse("2031-01-01T00:00:00Z"));
        alerts.note(found(AlertReason.ORDINARY, now, 0.1));
        assertThat(flushed())
                .as("a time to come that was once made up silences nothing")
                .hasSize(1);
    }

    @Test
    void what_is_anomalous_still_ends_nothing_though_it_would_not_alert_yet() throws Exception {
        alerts.note(found(AlertReason.EXTREME, NOON, 0.99));
        flushed();
        now = NOON.plusSeconds(8);
        alerts.note(found(AlertReason.BRIEF, now, 0.99));
        assertThat(flushed()).isEmpty();
        now = NOON.plusSeconds(61);
        assertThat(flushed().getFirst().path("endsAt").asText()).isEqualTo("2026-11-20T12:07:01.000Z");
    }

    @Test
    void an_alert_names_the_prediction_with_which_it_began_as_long_as_it_lasts() throws Exception {
        AnomalyFinding began =
                found(new AlertDecision(AlertReason.EXTREME, true, 53.8, 1.03, NOON), NOON, 0.99, Optional.empty());
        alerts.note(began);
        now = NOON.plusMillis(300);
        alerts.note(found(AlertReason.GOES_ON, now, 0.2));
        assertThat(prediction(flushed().getFirst())).isEqualTo(began.id().toString());
        now = NOON.plusSeconds(61);
        alerts.note(found(AlertReason.GOES_ON, now, 0.2));
        assertThat(prediction(flushed().getFirst())).isEqualTo(began.id().toString());
        assertThat(kept).isEmpty();

        now = NOON.plusSeconds(122);
        AnomalyFinding stronger =
                found(new AlertDecision(AlertReason.STRONGER, true, 200, 1.03, NOON), now, 0.99, Optional.of(NOON));
        alerts.note(stronger);
        assertThat(prediction(flushed().getFirst())).isEqualTo(stronger.id().toString());
    }

    @Test
    void an_alert_that_goes_on_in_another_process_names_a_prediction_that_is_kept() throws Exception {
        AnomalyFinding goesOn = found(AlertReason.GOES_ON, NOON, 0.2, Optional.of(NOON.minusSeconds(60)));
        alerts.note(goesOn);
        assertThat(prediction(flushed().getFirst())).isEqualTo(goesOn.id().toString());
        assertThat(kept).containsExactly(goesOn.id());
    }

    private static String prediction(JsonNode alert) {
        return alert.path("annotations").path("prediction_id").asText();
    }

    @Test
    void an_alert_is_over_when_its_series_alerts_no_more() throws Exception {
        alerts.note(found(AlertReason.EXTREME, NOON, 0.99));
        flushed();
        now = NOON.plusSeconds(20);
        alerts.note(found(AlertReason.LATE, now, 0.1));
        assertThat(flushed()).isEmpty();
        alerts.note(found(AlertReason.ORDINARY, now, 0.1));
        assertThat(flushed().getFirst().path("endsAt").asText()).isEqualTo("2026-11-20T12:00:20.000Z");
        assertThat(flushed()).isEmpty();
    }

    @Test
    void samples_of_long_ago_alert_nobody() throws Exception {
        alerts.note(found(AlertReason.EXTREME, NOON.minusSeconds(301), 0.99));
        assertThat(flushed()).isEmpty();
    }

    @Test
    void samples_of_a_time_to_come_alert_nobody() throws Exception {
        alerts.note(found(AlertReason.EXTREME, Instant.parse("9999-01-01T00:00:00Z"), 0.99));
        alerts.note(found(AlertReason.EXTREME, NOON.plusSeconds(601), 0.99));
        assertThat(flushed()).isEmpty();
        alerts.note(found(AlertReason.EXTREME, NOON.plusSeconds(600), 0.99));
        assertThat(flushed()).hasSize(1);
    }

    @Test
    void what_decided_is_part_of_the_alert() throws Exception {
        alerts.note(
                prediction(
                        PredictionKind.FAILURE,
                        true,
                        Severity.HIGH,
                        "{\"ranking\": [{\"service\": \"cart\"}], \"decided_by\": {\"text\": \"cpu_usage of cart is 99, usually 20\"}}"));
        assertThat(flushed().getFirst().path("annotations").path("evidence").asText())
                .isEqualTo("cpu_usage of cart is 99, usually 20");
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
