/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Topics that operators made, which an LLM is asked for besides. What it says of them is optional: a name that is none is passed
 * over, and so is a list that is none. Immutable, thread-safe.
 */
public final class AskedTopics {

    /** No topics: the prompt is as it is without them. */
    public static final AskedTopics NONE = new AskedTopics(List.of());

    /** The field of the answer. */
    static final String FIELD = "own_topics";

    private static final int LONGEST_DESCRIPTION = 200;

    private static final String ASKED = """

            The object has one more field, own_topics: the names of all of the company's own topics that apply, spelled \
            exactly, or an empty list. They are, as JSON, one a line:
            """;

    private final List<String> names;
    private final Map<String, Long> bits = new HashMap<>();
    private final String instructions;

    /**
     * A topic.
     *
     * @param bit which stands for it in a row
     * @param name as the LLM has to spell it
     * @param description what it is about, of which the first {@value #LONGEST_DESCRIPTION} characters are told; may be empty
     */
    public record Asked(long bit, String name, String description) {}

    /** Topics with different names and bits. */
    public AskedTopics(List<Asked> topics) {
        names = topics.stream().map(Asked::name).toList();
        topics.forEach(topic -> bits.put(topic.name(), topic.bit()));
        instructions = topics.isEmpty()
                ? ""
                : topics.stream().map(AskedTopics::line).collect(Collectors.joining("\n", ASKED, "\n"));
    }

    private static String line(Asked topic) {
        String about = topic.description();
        int end = about.offsetByCodePoints(0, Math.min(LONGEST_DESCRIPTION, about.codePointCount(0, about.length())));
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", topic.name())
                .put("about", about.substring(0, end))
                .toString();
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    List<String> names() {
        return names;
    }

    /** What follows the instructions for everything else. */
    String instructions() {
        return instructions;
    }

    /** The topics that an answer names, as bits. */
    long named(JsonNode answer) {
        JsonNode list = answer.path(FIELD);
        long named = 0;
        for (int i = 0; list.isArray() && i < Math.min(list.size(), Long.SIZE); i++) {
            named |= bits.getOrDefault(list.get(i).asText(), 0L);
        }
        return named;
    }
}
