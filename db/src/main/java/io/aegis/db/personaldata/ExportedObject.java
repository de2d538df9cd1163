/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aegis.db.EnumBits;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.time.Rfc3339;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Makes of JSON that the database has put together from columns what the API says of the same. */
final class ExportedObject {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportedObject() {}

    /** The object, with times, truth and vocabularies as they go over the wire; by the names of fields. */
    static ObjectNode of(String stored) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(stored);
            object.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    field.setValue(spelled(field.getKey(), field.getValue()));
                }
            });
            return object;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database makes JSON", e);
        }
    }

    private static JsonNode spelled(String field, JsonNode value) {
        String text = value.asText();
        return switch (field) {
            case "is_urgent", "applied", "snoozed" -> BooleanNode.valueOf(value.asBoolean());
            case "priority" -> TextNode.valueOf(Priority.valueOf(text).label());
            case "source" -> TextNode.valueOf(AnalysisSource.valueOf(text).label());
            case "status" -> TextNode.valueOf(Status.valueOf(text).label());
            case "lane", "decision", "state" -> TextNode.valueOf(text.toLowerCase(Locale.ROOT));
            case "topics" -> topics(value.longValue());
            case "reasons" -> reasons(text);
            default -> field.endsWith("_at") || field.endsWith("_until") ? time(text) : value;
        };
    }

    private static ArrayNode topics(long bits) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        EnumBits.toSet(Topic.class, bits).forEach(topic -> names.add(topic.label()));
        return names;
    }

    /** Of a SET column, which has commas between. */
    private static ArrayNode reasons(String set) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        for (String each : set.split(",", -1)) {
            names.add(ReviewReason.valueOf(each).label());
        }
        return names;
    }

    private static TextNode time(String stored) {
        return TextNode.valueOf(
                Rfc3339.format(LocalDateTime.parse(stored.replace(' ', 'T')).toInstant(ZoneOffset.UTC)));
    }
}
