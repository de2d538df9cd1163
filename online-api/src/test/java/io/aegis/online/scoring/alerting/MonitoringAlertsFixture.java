/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

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
import io.aegis.monitoring.maintenance.MaintenanceWindow;
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
import java.util.UUID;

/** Alerts of monitoring of one replica or several, at a time that the test moves, and what they write. */
abstract class MonitoringAlertsFixture {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String FAILURE = "{\"ranking\": [{\"service\": \"cart\", \"suspicion\": 3}]}";

    final List<Alerts.Cause> written = new ArrayList<>();
    final List<UUID> kept = new ArrayList<>();

    /** The time of the newest sample of the series that is known besides what a test tells. */
    Optional<Instant> newest = Optional.empty();

    private long predictions = 7;
    Instant now = NOON;
    boolean away;
    boolean shared;
    List<MaintenanceWindow> windows = List.of();
    final MaintenanceCalendar calendar = new MaintenanceCalendar(() -> windows);
    final MonitoringAlerts alerts = replica();

    MonitoringAlerts replica() {
        return new MonitoringAlerts(
                causes -> {
                    if (away) {
                        throw new DatabaseUnavailableException("away");
                    }
                    written.addAll(causes);
                },
                finding -> kept.add(finding.id()),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                new DashboardPages(URI.create("https://aegis.example.org")),
                () -> shared,
                calendar,
                () -> now);
    }

    static Prediction prediction(PredictionKind kind, boolean detected, Severity severity, String details) {
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

    void failure(Severity severity) {
        alerts.note(prediction(PredictionKind.FAILURE, true, severity, FAILURE));
    }

    List<JsonNode> flushed() throws JsonProcessingException {
        written.clear();
        alerts.flush();
        List<JsonNode> payloads = new ArrayList<>();
        for (Alerts.Cause cause : written) {
            payloads.add(StrictJson.parse(cause.payload()));
        }
        return payloads;
    }

    /** A series whose newest sample was decided upon so. */
    AnomalyFinding found(AlertReason reason, Instant time, double raw) {
        return found(reason, time, raw, Optional.empty());
    }

    AnomalyFinding found(AlertReason reason, Instant time, double raw, Optional<Instant> before) {
        return found(new AlertDecision(reason, false, 53.8, 1.03, NOON.minusSeconds(60)), time, raw, before);
    }

    AnomalyFinding found(AlertDecision decision, Instant time, double raw, Optional<Instant> before) {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of("pod", "a", "1-x", "b", "e", "", "severity", "mine"));
        Verdict verdict =
                new Verdict(raw, raw, 1.5, new Band(41.2, 22, 63.5), new Reason(View.VALUE, 3, 41), 1, SampleOrder.NEW);
        SeriesFinding finding = SeriesFinding.of(
                series,
                List.of(new Measurement(time, 95)),
                new SeriesVerdicts(List.of(verdict), List.of(decision), before, 1_440, HistoryStatus.KNOWN, newest),
                Optional.empty(),
                0.85);
        return new AnomalyFinding(
                new UUID(0, ++predictions),
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
}
