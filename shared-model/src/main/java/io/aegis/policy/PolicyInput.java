/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A question as policies see it: {@code action}, {@code kind} ({@code anomaly} or {@code failure}), {@code severity}, {@code score},
 * {@code confidence}, {@code services}, {@code labels}, {@code failure_type} (a text; empty for an anomaly). An engine
 * gets them as {@code input}, local expressions as variables.
 */
final class PolicyInput {

    private PolicyInput() {}

    /** By name, as expressions take them. */
    static Map<String, Object> variables(PolicyQuestion question) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("action", question.action().label());
        variables.put("kind", question.kind().label());
        variables.put("severity", question.severity().label());
        variables.put("score", question.score());
        variables.put("confidence", question.confidence());
        variables.put("services", question.services());
        variables.put("labels", question.labels());
        variables.put("failure_type", failureType(question));
        return variables;
    }

    /** As {@code {"input": {...}}}. */
    static void write(PolicyQuestion question, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("input");
        json.writeStringField("action", question.action().label());
        json.writeStringField("kind", question.kind().label());
        json.writeStringField("severity", question.severity().label());
        json.writeNumberField("score", question.score());
        json.writeNumberField("confidence", question.confidence());
        json.writeArrayFieldStart("services");
        for (String service : question.services()) {
            json.writeString(service);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : question.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeStringField("failure_type", failureType(question));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String failureType(PolicyQuestion question) {
        return question.failure().map(type -> type.label()).orElse("");
    }
}
