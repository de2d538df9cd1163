/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what Open Policy Agent's data API answers: {@code result}, a boolean or an object with {@code allow} and perhaps
 * {@code reason} (or {@code reasons}), and {@code decision_id}. Nothing but a plain true allows, and not even that where the
 * object lists something under {@code deny}; no result, for which the document is not defined, is a denial.
 */
final class EngineResponse {

    private EngineResponse() {}

    /** The verdict in a body; empty when the body is not a JSON object, so that it is no answer of an engine. */
    static Optional<PolicyVerdict> read(byte[] body) {
        try {
            JsonNode answer = PolicyJson.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
            return answer.isObject() ? Optional.of(verdict(answer)) : Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static PolicyVerdict verdict(JsonNode answer) {
        JsonNode result = answer.path("result");
        JsonNode allow = result.isObject() ? result.path("allow") : result;
        boolean denied = says(result.path("deny"));
        boolean allowed = allow.isBoolean() && allow.booleanValue() && !denied;
        Optional<String> reason = reason(result);
        return new PolicyVerdict(
                true,
                allowed,
                allowed ? reason : Optional.of(reason.orElseGet(() -> why(answer, allow))),
                text(answer.path("decision_id")),
                PolicyVerdict.Source.ENGINE);
    }

    private static String why(JsonNode answer, JsonNode allow) {
        if (!answer.hasNonNull("result")) {
            return "the policy engine has no result for this question";
        }
        return allow.isBoolean() ? "the policy engine denies it" : "the policy engine's result says neither yes nor no";
    }

    /** Whether a rule that lists objections has one. */
    private static boolean says(JsonNode deny) {
        return deny.isContainerNode()
                ? !deny.isEmpty()
                : deny.isTextual() ? text(deny).isPresent() : deny.asBoolean();
    }

    private static Optional<String> reason(JsonNode result) {
        return text(result.path("reason"))
                .or(() -> joined(result.path("reasons")))
                .or(() -> joined(result.path("deny")));
    }

    /** Texts, or objects with one in {@code msg} as Conftest has them. */
    private static Optional<String> joined(JsonNode several) {
        if (!several.isArray()) {
            return text(several);
        }
        StringBuilder joined = new StringBuilder();
        several.forEach(each -> text(each)
                .or(() -> text(each.path("msg")))
                .ifPresent(reason -> joined.append(joined.isEmpty() ? "" : "; ").append(reason)));
        return Optional.of(joined.toString()).filter(text -> !text.isEmpty());
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue()).filter(text -> !text.isBlank());
    }
}
