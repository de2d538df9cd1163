/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * Tells bodies that hold no completion although they came with a status of success: an error of the provider behind a gateway, a
 * page of HTML, another API's answer, nothing at all. Nobody's model is to blame for them.
 */
final class NoCompletion {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private NoCompletion() {}

    /** Whether a body is one of them; what is a completion, or begins as one, is left to its reader. */
    static boolean is(String body) {
        return !unmarked(body).startsWith("{")
                || object(unmarked(body))
                        .filter(root ->
                                root.path("choices").isEmpty() || failed(root).isObject())
                        .isPresent();
    }

    /** Without a mark of the byte order, which JSON must not have (RFC 8259, section 8.1) and readers may pass over. */
    static String unmarked(String body) {
        String text = body.stripLeading();
        return text.startsWith("\ufeff") ? text.substring(1).stripLeading() : text;
    }

    /** What such a body says, with all secrets still in it; of one that says nothing, what it is. */
    static ServerError error(int status, String body) {
        JsonNode choice = object(body).map(NoCompletion::failed).orElseGet(MissingNode::getInstance);
        ServerError error = ErrorBody.parse(status, choice.isObject() ? "{\"error\":" + choice + "}" : body);
        return error.message().isPresent()
                ? error
                : new ServerError(status, error.code(), error.parameter(), Optional.of(described(body.strip())));
    }

    private static String described(String body) {
        if (body.isEmpty()) {
            return "(nothing)";
        }
        return body.startsWith("<") ? "(a page of HTML)" : "(no choices)";
    }

    /** Gateways put the error of a provider that broke off into its choice. */
    private static JsonNode failed(JsonNode root) {
        return root.path("choices").path(0).path("error");
    }

    private static Optional<JsonNode> object(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
