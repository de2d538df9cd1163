/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.predictions.Prediction;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.VerdictJson;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Failure verdicts as JSON. */
final class FailureJson {

    static final String ROOT_CAUSE = "root_cause";
    static final String AFFECTED = "affected_services";

    /** How many services' evidence is kept with a prediction, fewer when it would be too long. */
    private static final int[] KEPT = {FailureVerdict.MOST_EVIDENCE, 3, 1, 0};

    private FailureJson() {}

    /** The answer to a request. */
    static JsonContent answer(FailureFinding finding) {
        return json -> {
            FailureVerdict verdict = finding.verdict();
            json.writeStartObject();
            json.writeBooleanField("failure_detected", verdict.detected());
            json.writeStringField(
                    "failure_type", verdict.type().map(type -> type.label()).orElse(null));
            json.writeStringField("severity", verdict.severity().label());
            VerdictJson.texts(
                    json,
                    "recommended_actions",
                    finding.recommended().stream().map(action -> action.label()).toList());
            json.writeNumberField("confidence", verdict.confidence());
            json.writeStringField(ROOT_CAUSE, verdict.rootCause().orElse(null));
            VerdictJson.texts(json, AFFECTED, verdict.affected());
            json.writeFieldName("details");
            json.writeStartObject();
            members(json, finding, FailureVerdict.MOST_EVIDENCE);
            json.writeEndObject();
            json.writeStringField("prediction_id", finding.id().toString());
            json.writeStringField("timestamp", Rfc3339.format(finding.at()));
            json.writeEndObject();
        };
    }

    /** What is stored with the prediction: the same details, as far as there is room, and what else the answer says. */
    static String stored(FailureFinding finding) {
        String text = "{}";
        for (int kept : KEPT) {
            text = new String(
                    StrictJson.bytes(json -> {
                        json.writeStartObject();
                        json.writeStringField(
                                ROOT_CAUSE, finding.verdict().rootCause().orElse(null));
                        VerdictJson.texts(json, AFFECTED, finding.verdict().affected());
                        members(json, finding, kept);
                        json.writeEndObject();
                    }),
                    StandardCharsets.UTF_8);
            if (text.length() <= Prediction.MAX_DETAILS) {
                return text;
            }
        }
        return "{}";
    }

    private static void members(JsonGenerator json, FailureFinding finding, int evidence) throws IOException {
        VerdictJson.members(json, finding.verdict(), finding.models(), finding.historyKnown(), evidence);
        finding.policy().writeTo(json);
    }
}
