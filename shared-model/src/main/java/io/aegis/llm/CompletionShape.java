/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Makes of the answers of servers that have no other form the completion they stand for: events of a stream although none was asked for,
 * arguments of a function call in place of a content, and the text of an older API.
 */
final class CompletionShape {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String DATA = "data:";

    private CompletionShape() {}

    /** A body as a completion; the body itself when it is one, or nothing that is known. */
    static String completion(String body) {
        String text = NoCompletion.unmarked(body);
        if (text.startsWith(DATA) || text.startsWith("event:") || text.startsWith(": ") || text.startsWith("id:")) {
            return streamed(text).orElse(body);
        }
        return text.startsWith("{")
                        && (text.contains("\"tool_calls\"")
                                || text.contains("\"function_call\"")
                                || text.contains("\"text\""))
                ? called(text).orElse(body)
                : body;
    }

    private static Optional<String> streamed(String text) {
        StringBuilder content = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        ObjectNode whole = JSON.createObjectNode();
        ObjectNode choice = whole.putArray("choices").addObject();
        boolean found = false;
        for (String line : text.lines().toList()) {
            Optional<JsonNode> event = line.startsWith(DATA)
                    ? tree(line.substring(DATA.length()).strip()).filter(JsonNode::isObject)
                    : Optional.empty();
            if (event.isEmpty()) {
                continue;
            }
            JsonNode said = event.get();
            if (said.hasNonNull("error")) {
                return Optional.of(said.toString());
            }
            if (said.path("usage").isObject()) {
                whole.set("usage", said.path("usage"));
            }
            for (JsonNode each : said.path("choices")) {
                if (each.path("index").asInt() > 0) {
                    continue;
                }
                found = true;
                JsonNode delta = each.has("delta") ? each.path("delta") : each.path("message");
                content.append(delta.path("content").asText(""))
                        .append(each.path("text").asText(""));
                arguments.append(arguments(delta).orElse(""));
                if (each.hasNonNull("finish_reason")) {
                    choice.set("finish_reason", each.path("finish_reason"));
                }
                if (delta.hasNonNull("refusal")) {
                    choice.withObject("/message").set("refusal", delta.path("refusal"));
                }
            }
        }
        choice.withObject("/message")
                .put("role", "assistant")
                .put("content", content.isEmpty() ? arguments.toString() : content.toString());
        return found ? Optional.of(whole.toString()) : Optional.empty();
    }

    /** A completion whose content is empty, with what stands in its place. */
    private static Optional<String> called(String text) {
        Optional<JsonNode> root = tree(text);
        if (root.isEmpty() || !(root.get().path("choices").path(0) instanceof ObjectNode choice)) {
            return Optional.empty();
        }
        JsonNode message = choice.path("message");
        JsonNode content = message.path("content");
        if (content.isContainerNode() ? !content.isEmpty() : !content.asText("").isBlank()) {
            return Optional.empty();
        }
        Optional<String> other = arguments(message)
                .or(() -> Optional.of(choice.path("text").asText("")).filter(plain -> !plain.isBlank()));
        other.ifPresent(
                words -> choice.withObject("/message").put("role", "assistant").put("content", words));
        return other.map(_ -> root.get().toString());
    }

    private static Optional<String> arguments(JsonNode message) {
        return List.of(message.path("tool_calls").path(0).path("function"), message.path("function_call")).stream()
                .map(function -> function.path("arguments"))
                .filter(given -> given.isTextual() || given.isObject())
                .map(given -> given.isTextual() ? given.asText() : given.toString())
                .findFirst();
    }

    private static Optional<JsonNode> tree(String json) {
        try {
            return Optional.ofNullable(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
