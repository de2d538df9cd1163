/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.feedback.Topic;
import io.aegis.online.http.json.JsonBody;
import java.io.IOException;
import java.util.List;

/** The topics that nobody can change, as they stand beside those of operators. */
final class BuiltInTopics {

    private static final String FIELD = "built_in";
    private static final String NAME = "name";
    private static final String DEPARTMENT = "department";
    private static final String COLOUR = "colour";

    private static final List<Topic> TOPICS = List.of(Topic.values());

    private BuiltInTopics() {}

    private static String colour(Topic topic) {
        return switch (topic) {
            case SECURITY -> "#c0392b";
            case BILLING -> "#b7791f";
            case TECHNICAL -> "#2563eb";
            case UX -> "#7c3aed";
            case GENERAL -> "#64748b";
        };
    }

    static void writeTo(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(FIELD);
        for (Topic topic : TOPICS) {
            json.writeStartObject();
            json.writeStringField(NAME, topic.label());
            json.writeStringField(DEPARTMENT, topic.department().label());
            json.writeStringField(COLOUR, colour(topic));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Who sends back what was read may; who would change something is told that it is not done. */
    static void refuseChanges(JsonBody body) {
        JsonNode sent = body.value(FIELD);
        boolean same = sent.isMissingNode() || (sent.isArray() && sent.size() == TOPICS.size());
        for (int i = 0; same && i < sent.size(); i++) {
            Topic topic = TOPICS.get(i);
            JsonNode one = sent.get(i);
            same = is(one, NAME, topic.label())
                    && is(one, DEPARTMENT, topic.department().label())
                    && is(one, COLOUR, colour(topic));
        }
        if (!same) {
            body.wrong(
                    FIELD, "cannot be changed: names, departments and colours of the five built-in topics are fixed");
        }
    }

    private static boolean is(JsonNode object, String field, String value) {
        return object.path(field).asText().equals(value);
    }
}
