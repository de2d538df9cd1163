/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.topics.StoredTopics;
import io.aegis.heuristic.TopicRule;
import io.aegis.online.http.json.JsonContent;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Topics as they go over the wire. */
final class TopicJson {

    private TopicJson() {}

    static JsonContent list(StoredTopics stored) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("version", stored.list().version());
            json.writeBooleanField(
                    "applied", stored.appliedVersion() == stored.list().version());
            BuiltInTopics.writeTo(json);
            json.writeArrayFieldStart("topics");
            for (OwnTopic topic : stored.list().topics()) {
                write(json, topic);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("own_departments");
            for (OwnDepartment department : stored.list().departments()) {
                json.writeStartObject();
                json.writeStringField("name", department.name());
                json.writeStringField("colour", department.colour());
                json.writeEndObject();
            }
            json.writeEndArray();
            Stream<String> named =
                    stored.list().topics().stream().map(OwnTopic::department).sorted();
            Stream<String> all = stored.list().routing().names().stream();
            write(json, "departments", Stream.concat(all, named).distinct().toList());
            json.writeEndObject();
        };
    }

    private static void write(JsonGenerator json, OwnTopic topic) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", topic.number());
        json.writeStringField("name", topic.name());
        json.writeStringField("description", topic.description());
        json.writeStringField("colour", topic.colour());
        json.writeStringField("department", topic.department());
        json.writeArrayFieldStart("rules");
        for (TopicRule rule : topic.rules()) {
            json.writeStartObject();
            write(json, "patterns", rule.patterns());
            write(json, "unless", rule.unless());
            json.writeNumberField("weight", rule.weight());
            json.writeBooleanField("negatable", rule.negatable());
            json.writeNumberField("cap", rule.cap());
            json.writeEndObject();
        }
        json.writeEndArray();
        write(json, "examples", topic.examples());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
