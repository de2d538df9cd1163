/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.topics.StoredTopics;
import io.aegis.heuristic.TopicRule;
import io.aegis.naming.GivenName;
import io.aegis.online.http.json.JsonContent;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Topics as they go over the wire. */
final class TopicJson {

    private TopicJson() {}

    /** @param warnings tell what of a topic will hardly do what its author wants */
    static JsonContent list(StoredTopics stored, TopicWarnings warnings) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("version", stored.list().version());
            json.writeBooleanField(
                    "applied", stored.appliedVersion() == stored.list().version());
            BuiltInTopics.writeTo(json);
            json.writeArrayFieldStart("topics");
            for (OwnTopic topic : stored.list().topics()) {
                write(json, topic, warnings);
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
            write(json, "departments", departments(stored.list()));
            json.writeEndObject();
        };
    }

    /** Each once, in the spelling of the department where there is one, and of the first topic that names it otherwise. */
    private static List<String> departments(OwnTopics list) {
        Map<String, String> names = new LinkedHashMap<>();
        Stream<String> named = list.topics().stream().map(OwnTopic::department).sorted();
        Stream.concat(list.routing().names().stream(), named)
                .forEach(name -> names.putIfAbsent(GivenName.key(name), name));
        return List.copyOf(names.values());
    }

    private static void write(JsonGenerator json, OwnTopic topic, TopicWarnings warnings) throws IOException {
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
        warnings.writeTo(json, topic);
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
