/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.predictions.Prediction;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.alert.AlertmanagerAlert;
import io.aegis.online.http.json.StrictJson;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.SeriesFinding;
import io.aegis.time.Rfc3339;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A failure or anomaly as an Alertmanager sees it. One incident is one alert that changes: the labels are those of the service
 * or series alone, and what may change while it lasts is in the annotations.
 *
 * @param labels {@code alertname} (AegisFailure or AegisAnomaly), {@code generator} (aegis), and {@code service}, or {@code metric_type} and those of
 *     the series
 * @param annotations {@code summary}, {@code severity}, {@code recommended_actions}, {@code prediction_id}; {@code
 *     failure_type}, or {@code series}, {@code value}, {@code expected}, {@code lower}, {@code upper}, {@code since}, {@code
 *     rule}
 * @param page where the dashboard shows it
 */
record Episode(Map<String, String> labels, Map<String, String> annotations, String page) {

    private static final int MOST_LABELS = 40;
    private static final String ALERT_NAME = "alertname";
    private static final String PREDICTION = "prediction_id";

    /** Copies the maps. */
    Episode {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** A failure that was detected. */
    static Episode of(Prediction prediction, DashboardPages pages) {
        JsonNode details = details(prediction.details());
        String service = details.path("ranking").path(0).path("service").asText("unnamed");
        Map<String, String> annotations = annotations(
                prediction.failureType().map(type -> type.label() + " at ").orElse("failure of ") + service,
                prediction.severity().label(),
                prediction.actions(),
                prediction.id().toString());
        prediction.failureType().ifPresent(type -> annotations.put("failure_type", type.label()));
        String evidence = details.path("decided_by").path("text").asText("");
        if (!evidence.isEmpty()) {
            annotations.put("evidence", evidence);
        }
        Map<String, String> labels = new TreeMap<>(
                Map.of(ALERT_NAME, OwnAlerts.FAILURE, OwnAlerts.GENERATOR, OwnAlerts.AEGIS, "service", service));
        labels.values().removeIf(String::isEmpty);
        return new Episode(labels, annotations, pages.failure(prediction.id()));
    }

    /** A series that alerts. */
    static Episode of(SeriesFinding series, AnomalyFinding finding, DashboardPages pages) {
        var told = series.told();
        var band = series.toldVerdict().band();
        String name = series.series().service().orElse("a series");
        Map<String, String> annotations = annotations(
                series.series().type().label() + " of " + name + " is " + number(told.value()) + ", expected "
                        + number(band.expected()),
                series.severity().label(),
                List.of(finding.decision().recommended()),
                finding.id().toString());
        annotations.put(
                "series", series.series().type().label() + series.series().labels());
        annotations.put("value", number(told.value()));
        annotations.put("expected", number(band.expected()));
        annotations.put("lower", number(band.lower()));
        annotations.put("upper", number(band.upper()));
        annotations.put("since", Rfc3339.format(series.decision().since()));
        annotations.put("rule", series.decision().text());
        return new Episode(labels(series), annotations, pages.series(series.series()));
    }

    /** What tells a series' alert from others'. */
    static Map<String, String> labels(SeriesFinding series) {
        Map<String, String> labels = new TreeMap<>();
        series.series().labels().entrySet().stream()
                .limit(MOST_LABELS)
                .forEach(label -> labels.put(name(label.getKey()), label.getValue()));
        // Whatever routes by the severity of other alerts must not see that of the series.
        labels.remove("severity");
        series.series().service().ifPresent(service -> labels.putIfAbsent("service", service));
        labels.put("metric_type", series.series().type().label());
        labels.put(ALERT_NAME, OwnAlerts.ANOMALY);
        labels.put(OwnAlerts.GENERATOR, OwnAlerts.AEGIS);
        labels.values().removeIf(String::isEmpty);
        return labels;
    }

    private static Map<String, String> annotations(
            String summary, String severity, List<RemediationAction> actions, String prediction) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put("summary", summary);
        annotations.put("severity", severity);
        annotations.put(
                "recommended_actions",
                actions.stream().map(RemediationAction::label).collect(Collectors.joining(",")));
        annotations.put(PREDICTION, prediction);
        return annotations;
    }

    private static JsonNode details(String json) {
        try {
            return StrictJson.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("predictions have JSON for details", e);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    /** As Prometheus allows names: letters, digits and underscores, not beginning with a digit. */
    private static String name(String label) {
        String name = label.replaceAll("[^a-zA-Z0-9_]", "_");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** The prediction that it names, which whoever is told looks up and labels. */
    Optional<String> prediction() {
        return Optional.ofNullable(annotations.get(PREDICTION));
    }

    /** The same under another prediction, or under none. */
    Episode naming(Optional<String> prediction) {
        Map<String, String> named = new TreeMap<>(annotations);
        named.remove(PREDICTION);
        prediction.ifPresent(id -> named.put(PREDICTION, id));
        return new Episode(labels, named, page);
    }

    /** As Alertmanager takes it. */
    AlertmanagerAlert alert() {
        return new AlertmanagerAlert(labels, annotations, page);
    }
}
