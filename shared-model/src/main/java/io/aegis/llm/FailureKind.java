package io.aegis.llm;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells what kind of failure the client's exceptions stand for. */
final class FailureKind {

    private static final Set<String> OUT_OF_CREDIT =
            Set.of("insufficient_quota", "billing_not_active", "billing_hard_limit_reached");

    private FailureKind() {}

    /** The reply that an exception amounts to. */
    static LlmReply.NoAnswer of(RuntimeException thrown, Instant now) {
        return switch (thrown) {
            case OpenAIServiceException refused ->
                new LlmReply.NoAnswer(ofStatus(refused), retryAfter(refused.headers(), now), TokenUsage.NONE);
            case OpenAIIoException broken -> new LlmReply.NoAnswer(ofCause(broken));
            // What remains is the client's complaint about an answer that it could not read.
            default -> new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER);
        };
    }

    private static LlmFailure ofStatus(OpenAIServiceException refused) {
        int status = refused.statusCode();
        return switch (status) {
            case 401, 403 -> LlmFailure.AUTH;
            case 402 -> LlmFailure.QUOTA;
            case 429 -> isOutOfCredit(refused) ? LlmFailure.QUOTA : LlmFailure.RATE_LIMIT;
            default -> status >= 500 ? LlmFailure.SERVER : LlmFailure.REFUSED;
        };
    }

    private static boolean isOutOfCredit(OpenAIServiceException refused) {
        return Stream.<Supplier<Optional<String>>>of(refused::code, refused::type)
                .flatMap(name -> CompletionParts.read(name).stream())
                .anyMatch(OUT_OF_CREDIT::contains);
    }

    private static LlmFailure ofCause(OpenAIIoException broken) {
        return switch (broken.getCause()) {
            case ResponseTooLargeException _ -> LlmFailure.BAD_ANSWER;
            case InterruptedIOException _ -> LlmFailure.TIMEOUT;
            case null, default -> LlmFailure.NETWORK;
        };
    }

    private static Optional<Duration> retryAfter(Headers headers, Instant now) {
        return headers.values("Retry-After").stream().findFirst().flatMap(value -> RetryAfter.parse(value, now));
    }
}
