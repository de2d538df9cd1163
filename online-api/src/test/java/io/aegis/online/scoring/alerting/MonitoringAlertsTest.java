/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import io.aegis.online.http.json.StrictJson;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.SeriesFinding;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.online.scoring.memory.HistoryStatus;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import io.aegis.policy.PolicyDecision;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MonitoringAlertsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String FAILURE = "{\"ranking\": [{\"service\": \"cart\", \"suspicion\": 3}]}";

    private final List<Alerts.Cause> written = new ArrayList<>();
    private Instant now = NOON;
    private boolean away;
    private boolean shared;
    private List<MaintenanceWindow> windows = List.of();
    private final MaintenanceCalendar calendar = new MaintenanceCalendar(() -> windows);
    private final MonitoringAlerts alerts = replica();

    private MonitoringAlerts replica() {
        return new MonitoringAlerts(
                causes -> {
                    if (away) {
                        throw new DatabaseUnavailableException("away");
                    }
                    written.addAll(causes);
                },
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                new DashboardPages(URI.create("https://aegis.example.org")),
                () -> shared,
                calendar,
                () -> now);
    }

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

    /** A series whose newest sample was decided upon so. */
    private AnomalyFinding found(AlertReason reason, Instant time, double raw) {
        return found(reason, time, raw, Optional.empty());
    }

    private AnomalyFinding found(AlertReason reason, Instant time, double raw, Optional<Instant> before) {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of("pod", "a", "1-x", "b", "e", "", "severity", "mine"));
        Verdict verdict =
                new Verdict(raw, raw, 1.5, new Band(41.2, 22, 63.5), new Reason(View.VALUE, 3, 41), 1, SampleOrder.NEW);
        AlertDecision decision = new AlertDecision(reason, false, 53.8, 1.03, NOON.minusSeconds(60));
        SeriesFinding finding = SeriesFinding.of(
                series,
                List.of(new Measurement(time, 95)),
                new SeriesVerdicts(List.of(verdict), List.of(decision), before, 1_440, HistoryStatus.KNOWN),
                Optional.empty(),
                0.85);
        return new AnomalyFinding(
                new UUID(0, 8),
                time,
                List.of(finding),
                List.of(),
                0.85,
                true,
                finding.severity(),
                0.8,
                new PolicyDecision(
                        RemediationAction.SCALE_UP,
                        new io.aegis.policy.PolicyVerdict(
                                false,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                io.aegis.policy.PolicyVerdict.Source.NONE)));
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
    void what_two_replicas_see_is_one_alert_with_one_end() {
        shared = true;
        MonitoringAlerts other = replica();
        Optional<Instant> since = Optional.of(NOON.minusSeconds(60));
        alerts.note(found(AlertReason.EXTREME, NOON, 0.99));
        alerts.flush();
        now = NOON.plusSeconds(15);
        other.note(found(AlertReason.GOES_ON, now, 0.99, since));
        other.flush();
        assertThat(subjects()).as("the same stage of the same episode").hasSize(1);
        now = NOON.plusSeconds(30);
        alerts.note(found(AlertReason.ORDINARY, now, 0.1, since));
        alerts.flush();
        assertThat(subjects()).as("its end").hasSize(2);
        now = NOON.plusSeconds(1_000);
        other.flush();
        assertThat(subjects()).as("silence says nothing of what others see").hasSize(2);
    }

    @Test
    void who_sees_only_the_end_of_what_another_told_tells_it() throws Exception {
        alerts.note(found(AlertReason.ORDINARY, NOON, 0.1, Optional.of(NOON.minusSeconds(600))));

        assertThat(flushed()).singleElement().satisfies(ended -> {
            assertThat(ended.path("startsAt").asText()).isEqualTo("2026-11-20T11:50:00.000Z");
            assertThat(ended.path("endsAt").asText()).isEqualTo("2026-11-20T12:00:00.000Z");
        });
    }

    @Test
    void in_a_maintenance_window_nothing_begins_and_what_began_before_goes_on_and_ends() throws Exception {
        alerts.note(found(AlertReason.MAINTENANCE, NOON, 0.99));
        assertThat(flushed()).isEmpty();
        alerts.note(found(AlertReason.EXTREME, NOON, 0.99));
        assertThat(flushed()).hasSize(1);
        now = NOON.plusSeconds(61);
        alerts.note(found(AlertReason.MAINTENANCE, now, 0.99));
        assertThat(flushed()).as("it goes on").hasSize(1);
        alerts.note(found(AlertReason.ORDINARY, now, 0.1));
        assertThat(flushed()).as("it ended").hasSize(1);
    }

    @Test
    void a_failure_of_a_service_in_maintenance_is_not_told() throws Exception {
        windows = List.of(new MaintenanceWindow(
                new UUID(0, 1),
                new MaintenanceScope(Optional.of(new NamePattern("ca*")), new TreeMap<>()),
                new MaintenanceTimes.Once(NOON, NOON.plusSeconds(60)),
                Optional.empty(),
                "bootstrap",
                NOON));
        calendar.refresh();
        failure(Severity.HIGH);
        assertThat(flushed()).isEmpty();
        now = NOON.plusSeconds(61);
        failure(Severity.HIGH);
        assertThat(flushed()).hasSize(1);
    }

    private Set<UUID> subjects() {
        return written.stream().map(Alerts.Cause::subject).collect(Collectors.toSet());
    }

    @Test
    void samples_of_long_ago_alert_nobody() throws Exception {
        alerts.note(found(AlertReason.EXTREME, NOON.minusSeconds(301), 0.99));
        assertThat(flushed()).isEmpty();
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
