package io.aegis.online.scoring.alerting;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.online.http.json.Rfc3339;
import io.aegis.online.http.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A failure or anomaly as an Alertmanager sees it: labels that stay as long as it lasts, and annotations.
 *
 * @param labels {@code alertname} (AegisFailure or AegisAnomaly), {@code service} and {@code failure_type}, or {@code
 *     metric_type} and those of the series
 * @param severity as it was when it began
 * @param annotations {@code summary}, {@code recommended_actions}, {@code prediction_id}
 */
record Episode(Map<String, String> labels, String severity, Map<String, String> annotations) {

    private static final int MOST_LABELS = 40;

    /** Copies the maps. */
    Episode {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** What a prediction of something detected tells. */
    static Episode of(Prediction prediction) {
        JsonNode details = details(prediction.details());
        Map<String, String> labels = new TreeMap<>();
        String where;
        if (prediction.kind() == PredictionKind.FAILURE) {
            where = details.path("ranking").path(0).path("service").asText("unnamed");
            labels.put("alertname", "AegisFailure");
            labels.put("service", where);
            prediction.failureType().ifPresent(type -> labels.put("failure_type", type.label()));
        } else {
            JsonNode series = details.path("series").path(0);
            series.path("labels").properties().stream()
                    .limit(MOST_LABELS)
                    .forEach(label ->
                            labels.put(name(label.getKey()), label.getValue().asText()));
            where = series.path("metric_type").asText("a metric");
            labels.put("metric_type", where);
            labels.put("alertname", "AegisAnomaly");
        }
        labels.values().removeIf(String::isEmpty);
        return new Episode(
                labels,
                prediction.severity().label(),
                Map.of(
                        "summary",
                        prediction
                                        .failureType()
                                        .map(type -> type.label() + " at ")
                                        .orElse("anomaly of ")
                                + where,
                        "recommended_actions",
                        prediction.actions().stream()
                                .map(action -> action.label())
                                .collect(Collectors.joining(",")),
                        "prediction_id",
                        prediction.id().toString()));
    }

    private static JsonNode details(String json) {
        try {
            return StrictJson.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("predictions have JSON for details", e);
        }
    }

    /** As Prometheus allows names: letters, digits and underscores, not beginning with a digit. */
    private static String name(String label) {
        String name = label.replaceAll("[^a-zA-Z0-9_]", "_");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /**
     * As Alertmanager takes it.
     *
     * @param begun when it was first seen
     * @param ends when it is over unless it is told again; in the past when it is over
     */
    String payload(Instant begun, Instant ends) {
        return new String(
                StrictJson.bytes(json -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("labels");
                    texts(json, labels);
                    json.writeStringField("severity", severity.toLowerCase(Locale.ROOT));
                    json.writeEndObject();
                    json.writeObjectFieldStart("annotations");
                    texts(json, annotations);
                    json.writeEndObject();
                    json.writeStringField("startsAt", Rfc3339.format(begun));
                    json.writeStringField("endsAt", Rfc3339.format(ends));
                    json.writeEndObject();
                }),
                StandardCharsets.UTF_8);
    }

    private static void texts(JsonGenerator json, Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            if (!text.getKey().equals("severity")) {
                json.writeStringField(text.getKey(), text.getValue());
            }
        }
    }
}
