package io.aegis.llm;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice;
import com.openai.models.completions.CompletionUsage;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the parts of a completion that matter. The client parses leniently and throws only when a part of the wrong
 * type is asked for; here such a part counts as missing.
 */
final class CompletionParts {

    private CompletionParts() {}

    /** The text of the first choice; empty when there is none, or when the model broke off or declined. */
    static Optional<String> content(ChatCompletion completion) {
        return read(() -> completion.choices().stream().findFirst())
                .filter(choice -> !wasCut(choice))
                .flatMap(choice -> read(() -> Optional.of(choice.message())))
                .filter(message -> read(message::refusal).isEmpty())
                .flatMap(message -> read(message::content));
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

    private static boolean wasCut(Choice choice) {
        return choice._finishReason()
                .asKnown()
                .filter(reason ->
                        reason.equals(Choice.FinishReason.LENGTH) || reason.equals(Choice.FinishReason.CONTENT_FILTER))
                .isPresent();
    }

    private static TokenUsage tokens(CompletionUsage usage) {
        return new TokenUsage(Math.max(0, usage.promptTokens()), Math.max(0, usage.completionTokens()));
    }
}
