/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aegis.db.predictions.LabelledPrediction;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Predictions and labels as JSON. */
final class PredictionJson {

    private static final String SERIES = "series";
    private static final String FAILURE_TYPE = "failure_type";

    private PredictionJson() {}

    /** The details of a prediction; an empty object when they cannot be read. */
    static JsonNode details(Prediction prediction) {
        try {
            return StrictJson.parse(prediction.details());
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** A prediction of a list, with what says most in its details. */
    static JsonContent row(LabelledPrediction labelled) {
        return json -> {
            json.writeStartObject();
            fields(json, labelled, details(labelled.prediction()));
            json.writeEndObject();
        };
    }

    /**
     * A prediction with its details.
     *
     * @param details of it, perhaps with more in them
     */
    static JsonContent whole(LabelledPrediction labelled, JsonNode details) {
        return json -> {
            json.writeStartObject();
            fields(json, labelled, details);
            json.writeFieldName("details");
            json.writeTree(details);
            json.writeEndObject();
        };
    }

    private static void fields(JsonGenerator json, LabelledPrediction labelled, JsonNode details) throws IOException {
        Prediction prediction = labelled.prediction();
        json.writeStringField("id", prediction.id().toString());
        json.writeStringField("kind", prediction.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("created_at", Rfc3339.format(prediction.createdAt()));
        json.writeBooleanField("detected", prediction.detected());
        json.writeNumberField("score", prediction.score());
        json.writeNumberField("confidence", prediction.confidence());
        json.writeStringField("severity", prediction.severity().label());
        json.writeStringField(
                FAILURE_TYPE, prediction.failureType().map(FailureType::label).orElse(null));
        json.writeArrayFieldStart("recommended_actions");
        for (RemediationAction action : prediction.actions()) {
            json.writeString(action.label());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("models");
        for (String model : prediction.models()) {
            json.writeString(model);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("policy");
        json.writeBooleanField("asked", prediction.policy().asked());
        json.writeBooleanField("allowed", prediction.policy().allowed());
        json.writeStringField("reason", prediction.policy().reason().orElse(null));
        json.writeStringField("decision_id", prediction.policy().decisionId().orElse(null));
        json.writeEndObject();
        json.writeStringField("root_cause", rootCause(prediction, details));
        json.writeFieldName("loudest");
        loudest(json, details.path(SERIES).path(0));
        json.writeFieldName("label");
        if (labelled.label().isPresent()) {
            label(labelled.label().get()).writeTo(json);
        } else {
            json.writeNull();
        }
    }

    /** Predictions of older versions kept only who was suspected. */
    private static @Nullable String rootCause(Prediction prediction, JsonNode details) {
        return Optional.of(details.path("root_cause").asText(""))
                .filter(text -> !text.isEmpty())
                .or(() -> Optional.of(
                                details.path("ranking").path(0).path("service").asText(""))
                        .filter(service -> prediction.detected() && !service.isEmpty()))
                .orElse(null);
    }

    /** What was the strangest, in a few words. */
    private static void loudest(JsonGenerator json, JsonNode series) throws IOException {
        if (series.isMissingNode()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (String name : new String[] {"metric_type", "labels", "observed", "expected", "lower", "upper"}) {
            json.writeFieldName(name);
            json.writeTree(series.path(name));
        }
        json.writeEndObject();
    }

    /** What an operator says. */
    static JsonContent label(PredictionLabel label) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("prediction_id", label.predictionId().toString());
            json.writeBooleanField("correct", label.correct());
            json.writeStringField(
                    FAILURE_TYPE, label.failureType().map(FailureType::label).orElse(null));
            json.writeStringField("note", label.note().orElse(null));
            json.writeStringField("labelled_by", label.labelledBy());
            json.writeStringField("labelled_at", Rfc3339.format(label.labelledAt()));
            json.writeEndObject();
        };
    }
}
