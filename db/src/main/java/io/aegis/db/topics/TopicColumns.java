/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.heuristic.TopicRule;
import io.aegis.topics.OwnTopic;
import io.helidon.dbclient.DbRow;
import java.util.List;

/** A topic as the columns of {@code own_topic}. */
final class TopicColumns {

    /** Begins a query whose rows {@link #read} reads; they come with {@code changed_version} besides. */
    static final String SELECT = """
            SELECT number, name, description, colour, department, rules, examples, changed_version
            FROM own_topic ORDER BY number""";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final TypeReference<List<TopicRule>> RULES = new TypeReference<>() {};
    private static final TypeReference<List<String>> EXAMPLES = new TypeReference<>() {};

    private TopicColumns() {}

    /** The values of number, name, description, colour, department, rules, examples, changed_version. */
    static List<Object> values(OwnTopic topic, long changedVersion) {
        return List.of(
                topic.number(),
                topic.name(),
                topic.description(),
                topic.colour(),
                topic.department(),
                written(topic.rules()),
                written(topic.examples()),
                changedVersion);
    }

    static OwnTopic read(DbRow row) {
        return new OwnTopic(
                row.column("number").get(Integer.class),
                row.column("name").get(String.class),
                row.column("description").get(String.class),
                row.column("colour").get(String.class),
                row.column("department").get(String.class),
                list(row, "rules", RULES),
                list(row, "examples", EXAMPLES));
    }

    private static String written(List<?> list) {
        try {
            return MAPPER.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules and texts can always be written", e);
        }
    }

    private static <T> List<T> list(DbRow row, String column, TypeReference<List<T>> type) {
        try {
            return MAPPER.readValue(row.column(column).get(String.class), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored of a topic is a list", e);
        }
    }
}
