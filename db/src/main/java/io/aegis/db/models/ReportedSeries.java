/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the details of an answer on samples tell of a service. An anomaly is one of the services whose series, or whose
 * combination of series, were told to be anomalous; where there is none, the loudest series is what the answer is about.
 */
final class ReportedSeries {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportedSeries() {}

    /** A name as it stands in details. */
    static String quoted(String service) {
        try {
            return MAPPER.writeValueAsString(service);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text can always be written", e);
        }
    }

    /**
     * The moments of a service that an answer is about, each once, in the order told.
     *
     * @param detected whether it told of an anomaly
     * @param created when the answer was given, for what has no time of its own
     */
    static List<Instant> moments(String details, String service, boolean detected, Instant created) {
        try {
            return moments(MAPPER.readTree(details), service, detected, created);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static List<Instant> moments(JsonNode details, String service, boolean detected, Instant created) {
        List<Instant> moments = new ArrayList<>();
        Optional<Instant> newest = Optional.empty();
        boolean loudest = true;
        for (JsonNode series : details.path("series")) {
            boolean its = service(series).filter(service::equals).isPresent();
            Instant at = time(series).orElse(created);
            if (its && (detected ? anomalous(series) : loudest)) {
                moments.add(at);
            }
            newest = its ? newest.filter(at::isBefore).or(() -> Optional.of(at)) : newest;
            loudest = false;
        }
        for (JsonNode combination : details.path("combinations")) {
            if (detected
                    && combination.path("is_anomaly").asBoolean()
                    && combination.path("service").asText().equals(service)) {
                moments.add(newest.orElse(created));
            }
        }
        return moments.stream().distinct().toList();
    }

    private static boolean anomalous(JsonNode series) {
        return series.path("is_anomaly").asBoolean() || series.path("ongoing").asBoolean();
    }

    private static Optional<String> service(JsonNode series) {
        Map<String, String> labels = new TreeMap<>();
        series.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        try {
            // What is measured does not matter for whose it is.
            return Series.of(MetricType.CPU_USAGE, labels).service();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonNode series) {
        try {
            return Optional.of(Instant.parse(series.path("timestamp").asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
