/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.completions.CompletionUsage;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the parts of a completion that matter. The client parses leniently and throws only when a part of the wrong
 * type is asked for; here such a part counts as missing.
 */
final class CompletionParts {

    private static final int MAX_PARTS = 100;
    private static final Pattern THOUGHT = Pattern.compile("think|reason|thought", Pattern.CASE_INSENSITIVE);

    private CompletionParts() {}

    /** The text of the first choice, as a string or in parts; empty when there is none. */
    static Optional<String> content(ChatCompletion completion) {
        return message(completion)
                .map(ChatCompletionMessage::_content)
                .flatMap(content ->
                        content.asKnown().or(() -> content.asUnknown().flatMap(CompletionParts::joined)));
    }

    /** Whether the server withheld the answer because of the text, or the model declined to give one. */
    static boolean isRefused(ChatCompletion completion) {
        return finishReason(completion).filter(ContentRefusal::ends).isPresent()
                || message(completion)
                        .flatMap(message -> read(message::refusal))
                        .filter(words -> !words.isBlank())
                        .isPresent()
                || content(completion).filter(ContentRefusal::isSaidBy).isPresent();
    }

    /** Whether the limit of tokens broke the answer off. */
    static boolean isCutOff(ChatCompletion completion) {
        return finishReason(completion)
                .filter(reason -> reason.equals("length") || reason.equals("max_tokens"))
                .isPresent();
    }

    /** Tokens charged, or {@link TokenUsage#NONE}. */
    static TokenUsage usage(ChatCompletion completion) {
        return read(completion::usage)
                .flatMap(usage -> read(() -> Optional.of(tokens(usage))))
                .orElse(TokenUsage.NONE);
    }

    /** The part, or empty when its type is wrong. */
    static <T> Optional<T> read(Supplier<Optional<T>> part) {
        try {
            return part.get();
        } catch (OpenAIInvalidDataException e) {
            return Optional.empty();
        }
    }

    private static Optional<Choice> choice(ChatCompletion completion) {
        return read(() -> completion.choices().stream().findFirst());
    }

    private static Optional<ChatCompletionMessage> message(ChatCompletion completion) {
        return choice(completion).flatMap(choice -> read(() -> Optional.of(choice.message())));
    }

    private static Optional<String> finishReason(ChatCompletion completion) {
        return choice(completion)
                .flatMap(choice -> choice._finishReason().asKnown())
                .map(Choice.FinishReason::asString);
    }

    /** The text of the parts, as one, without those that hold thoughts; an object is its own JSON. */
    private static Optional<String> joined(JsonValue content) {
        JsonNode parts = Optional.ofNullable(content.convert(JsonNode.class)).orElse(NullNode.getInstance());
        if (parts.isObject()) {
            return Optional.of(parts.toString());
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; parts.isArray() && i < Math.min(parts.size(), MAX_PARTS); i++) {
            JsonNode part = parts.path(i);
            if (!THOUGHT.matcher(part.path("type").asText("")).find()) {
                text.append(part.isTextual() ? part.asText() : part.path("text").asText(""));
            }
        }
        return parts.isArray() ? Optional.of(text.toString()) : Optional.empty();
    }

    private static TokenUsage tokens(CompletionUsage usage) {
        return new TokenUsage(Math.max(0, usage.promptTokens()), Math.max(0, usage.completionTokens()));
    }
}
