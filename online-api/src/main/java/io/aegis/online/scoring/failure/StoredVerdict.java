/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.predictions.Prediction;
import io.aegis.monitoring.failure.VerdictJson;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.time.Rfc3339;
import java.util.ArrayList;
import java.util.List;

/** Failure verdicts that were given before, as JSON again. */
final class StoredVerdict {

    private StoredVerdict() {}

    /** The answer that a stored prediction was told in, as far as it is stored. */
    static JsonContent answer(Prediction prediction) {
        return json -> {
            JsonNode details = details(prediction);
            json.writeStartObject();
            json.writeBooleanField("failure_detected", prediction.detected());
            json.writeStringField(
                    "failure_type",
                    prediction.failureType().map(type -> type.label()).orElse(null));
            json.writeStringField("severity", prediction.severity().label());
            VerdictJson.texts(
                    json,
                    "recommended_actions",
                    prediction.actions().stream().map(action -> action.label()).toList());
            json.writeNumberField("confidence", prediction.confidence());
            json.writeStringField(
                    "root_cause", details.path(FailureJson.ROOT_CAUSE).textValue());
            List<String> affected = new ArrayList<>();
            details.path(FailureJson.AFFECTED).forEach(service -> affected.add(service.asText()));
            VerdictJson.texts(json, FailureJson.AFFECTED, affected);
            json.writeFieldName("details");
            json.writeRawValue(prediction.details());
            json.writeStringField("prediction_id", prediction.id().toString());
            json.writeStringField("timestamp", Rfc3339.format(prediction.createdAt()));
            json.writeEndObject();
        };
    }

    private static JsonNode details(Prediction prediction) {
        try {
            return StrictJson.parse(prediction.details());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("predictions have JSON for details", e);
        }
    }
}
