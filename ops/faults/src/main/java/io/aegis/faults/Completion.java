/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The wire form of chat completions and errors, as OpenAI sends them. */
final class Completion {

    /** Rule of thumb for English. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Completion() {}

    /** A finished answer with this content. */
    static String of(ChatRequest request, String content) {
        return of(request, content, "stop");
    }

    /** An answer that ended for a reason such as {@code length}. */
    static String of(ChatRequest request, String content, String finishReason) {
        ObjectNode message = NODES.objectNode().put("role", "assistant").put("content", content);
        return completion(request, message, content.length(), finishReason);
    }

    /** A finished answer whose content is not a string, or which has something beside it. */
    static String of(ChatRequest request, ObjectNode message, String finishReason) {
        return completion(
                request, message.put("role", "assistant"), message.toString().length(), finishReason);
    }

    /** The model declines to answer. */
    static String refusal(ChatRequest request, String words) {
        ObjectNode message =
                NODES.objectNode().put("role", "assistant").putNull("content").put("refusal", words);
        return completion(request, message, words.length(), "stop");
    }

    /** A completion without any answer in it. */
    static String empty(ChatRequest request) {
        ObjectNode completion = head(request);
        completion.putArray("choices");
        return completion.toString();
    }

    /** An error body. */
    static String error(String type, String message) {
        ObjectNode error = NODES.objectNode()
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", type);
        return NODES.objectNode().set("error", error).toString();
    }

    private static String completion(ChatRequest request, ObjectNode message, int length, String finishReason) {
        ObjectNode completion = head(request);
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason)
                .set("message", message);
        int input = tokens(request.length());
        int output = tokens(length);
        completion
                .putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        return completion.toString();
    }

    private static ObjectNode head(ChatRequest request) {
        return NODES.objectNode()
                .put("id", "chatcmpl-wall")
                .put("object", "chat.completion")
                .put("created", 1_700_000_000)
                .put("model", request.model());
    }

    private static int tokens(int characters) {
        return characters / CHARACTERS_PER_TOKEN + 1;
    }
}
