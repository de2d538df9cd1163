/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Features as a JSON array of numbers, and what predictions keep of how a kind was told. */
final class FeaturesJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FeaturesJson() {}

    /** How a kind was told. */
    record Told(Diagnosis rules, FailureFeatures features) {}

    static String write(FailureFeatures features) {
        try {
            return MAPPER.writeValueAsString(features.values());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers can always be written", e);
        }
    }

    /** Empty when it is not what this version writes. */
    static Optional<FailureFeatures> read(String json) {
        try {
            return features(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Of the details of a prediction; empty when they say nothing, as those of older versions. */
    static Optional<Told> ofDetails(String json) {
        try {
            JsonNode typing = MAPPER.readTree(json).path("typing");
            Optional<FailureType> rules =
                    FailureType.ofLabel(typing.path("rules").asText());
            double confidence = typing.path("rules_confidence").asDouble();
            return rules.flatMap(type -> features(typing.path("features"))
                    .map(features -> new Told(new Diagnosis(type, confidence, false), features)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<FailureFeatures> features(JsonNode array) {
        List<Double> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asDouble(Double.NaN)));
        boolean whole =
                values.size() == FailureFeatures.COUNT && values.stream().allMatch(Double::isFinite);
        return whole ? Optional.of(new FailureFeatures(values)) : Optional.empty();
    }
}
