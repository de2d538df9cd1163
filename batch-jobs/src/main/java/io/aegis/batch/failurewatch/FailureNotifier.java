/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertmanagerAlert;
import io.aegis.monitoring.alert.StageId;
import io.aegis.monitoring.failure.DecidingEvidence;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.monitoring.failure.VerdictJson;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.policy.PolicyDecision;
import io.aegis.policy.PolicyDecisions;
import io.aegis.policy.PolicyVerdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What people are told of watched services: predictions on the Monitoring page, when something begins, and alerts for
 * Alertmanager, when it begins, each minute it lasts, and when it is over.
 *
 * @param ids new UUIDv7s
 * @param dashboard the address of the dashboard; empty leaves the link out
 * @param lasts how long an alert lasts that is not told again
 */
record FailureNotifier(Supplier<UUID> ids, Optional<URI> dashboard, Duration lasts) {

    static final String MODEL = "failure-watch v1";

    private static final PolicyDecisions NOTHING_PROPOSED =
            new PolicyDecisions(List.of(new PolicyDecision(RemediationAction.ALERT_ADMIN, PolicyVerdict.NOT_ASKED)));

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final String SERVICE = "service";

    /** Of a service that sends nothing any more nobody knows what is wrong. */
    private static final double SURE_OF_SILENCE = 0.8;

    /** The prediction of an alarm that begins. */
    Prediction prediction(WatchedMinute minute) {
        Optional<FailureVerdict> verdict = minute.verdict();
        double confidence = verdict.map(FailureVerdict::confidence).orElse(SURE_OF_SILENCE);
        return new Prediction(
                ids.get(),
                PredictionKind.FAILURE,
                minute.now().judgedAt(),
                true,
                confidence,
                confidence,
                severity(verdict),
                Optional.of(type(verdict)),
                minute.recommended(),
                List.of(MODEL),
                minute.decisions().map(FailureNotifier::outcome).orElse(PolicyOutcome.NOT_ASKED),
                verdict.map(each -> VerdictJson.stored(
                                each, minute.service(), List.of(MODEL), Prediction.MAX_DETAILS, policy(minute)))
                        .orElseGet(() -> VerdictJson.silence(
                                minute.service(), minute.newest(), minute.now().judgedAt(), MODEL)));
    }

    private static PolicyOutcome outcome(PolicyDecisions decisions) {
        PolicyVerdict told = decisions.telling().verdict();
        return new PolicyOutcome(told.asked(), told.allowed(), told.decisionId(), told.reason());
    }

    private static VerdictJson.Members policy(WatchedMinute minute) {
        return json -> minute.decisions().orElse(NOTHING_PROPOSED).writeTo(json);
    }

    /** What is told of a service now. */
    Alerts.Cause alert(WatchedMinute minute) {
        Instant now = minute.now().judgedAt();
        boolean over = !minute.alarmed();
        Instant begun = over ? minute.before().since() : minute.now().since();
        Map<String, String> labels =
                Map.of("alertname", "AegisFailure", "generator", "aegis", SERVICE, minute.service());
        String stage =
                over ? "over" : "watched minute " + Duration.between(begun, now).dividedBy(AGAIN);
        return new Alerts.Cause(
                StageId.of(labels, begun, stage),
                new AlertmanagerAlert(labels, annotations(minute), page())
                        .payload(begun, over ? now : now.plus(lasts).plus(AGAIN)));
    }

    /** Whether it is told: what begins in a maintenance window is not, what began before and what ends is. */
    static boolean told(WatchedMinute minute, List<MaintenanceWindow> windows) {
        if (minute.ends()) {
            return true;
        }
        return minute.alarmed()
                && windows.stream()
                        .filter(window -> window.scope().covers(minute.service()))
                        .noneMatch(window -> window.times()
                                        .until(minute.now().judgedAt())
                                        .isPresent()
                                && window.times().until(minute.now().since()).isPresent());
    }

    private static Map<String, String> annotations(WatchedMinute minute) {
        Map<String, String> annotations = new TreeMap<>();
        FailureType type = type(minute.verdict());
        annotations.put("summary", summary(minute, type));
        annotations.put("severity", severity(minute.verdict()).label());
        annotations.put(
                "recommended_actions",
                minute.recommended().stream().map(RemediationAction::label).collect(Collectors.joining(",")));
        minute.decisions()
                .flatMap(decisions -> decisions.telling().verdict().reason())
                .ifPresent(reason -> annotations.put("policy", reason));
        annotations.put("failure_type", type.label());
        minute.verdict()
                .map(verdict -> DecidingEvidence.of(verdict).text())
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> annotations.put("evidence", text));
        return annotations;
    }

    private static String summary(WatchedMinute minute, FailureType type) {
        return minute.now().state() == ServiceAlarm.State.SILENT
                ? "no_data: " + minute.service() + " sent no sample since " + minute.newest()
                : type.label() + " at " + minute.service();
    }

    private static FailureType type(Optional<FailureVerdict> verdict) {
        return verdict.map(FailureVerdict::likely).orElse(FailureType.NO_DATA);
    }

    private static Severity severity(Optional<FailureVerdict> verdict) {
        return verdict.map(FailureVerdict::severity).orElse(Severity.HIGH);
    }

    private String page() {
        return dashboard
                .map(address -> address.resolve("/") + "#/monitoring?tab=failures")
                .orElse("");
    }
}
