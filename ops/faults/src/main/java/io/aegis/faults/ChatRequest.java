/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the wall reads of a chat completion request.
 *
 * @param model the model asked for; it names the fault
 * @param text what the last message says
 * @param length of the whole body in characters, from which the tokens are estimated
 * @param body all of it
 */
record ChatRequest(String model, String text, int length, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The type of {@code response_format}; empty when there is none. */
    String responseFormat() {
        return body.path("response_format").path("type").asText("");
    }

    /** The limit of tokens under either of its names; 0 when there is none. */
    int tokenLimit() {
        return Math.max(
                body.path("max_tokens").asInt(0),
                body.path("max_completion_tokens").asInt(0));
    }

    /**
     * Parses a request body.
     *
     * @throws IllegalArgumentException when it is not a JSON object with a model
     */
    static ChatRequest parse(String body) {
        try {
            JsonNode request = JSON.readTree(body);
            String model = request.path("model").asText("");
            if (model.isEmpty()) {
                throw new IllegalArgumentException("model is missing");
            }
            JsonNode messages = request.path("messages");
            String text = messages.path(messages.size() - 1).path("content").asText("");
            return new ChatRequest(model, text, body.length(), request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON", e);
        }
    }
}
