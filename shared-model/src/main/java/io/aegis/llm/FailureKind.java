/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what kind of failure a refusal or a broken call is. */
final class FailureKind {

    private static final Set<String> OUT_OF_CREDIT =
            Set.of("insufficient_quota", "billing_not_active", "billing_hard_limit_reached");

    /** What Groq says when its model wrote no JSON where JSON was asked for. */
    private static final String NO_JSON = "json_validate_failed";

    private FailureKind() {}

    /** The failure that an error stands for, when it is not about a parameter. */
    static LlmFailure of(ServerError error) {
        if (ContentRefusal.isIn(error)) {
            return LlmFailure.CONTENT_REFUSED;
        }
        int status = error.status();
        return switch (status) {
            case 401, 403 -> LlmFailure.AUTH;
            case 402 -> LlmFailure.QUOTA;
            case 429 -> isOutOfCredit(error) ? LlmFailure.QUOTA : LlmFailure.RATE_LIMIT;
            default ->
                status >= 500
                        ? LlmFailure.SERVER
                        : has(error, Set.of(NO_JSON)) ? LlmFailure.BAD_ANSWER : LlmFailure.REFUSED;
        };
    }

    /** The failure that a call without an answer stands for, by its cause. */
    static LlmFailure ofCause(@Nullable Throwable cause) {
        return switch (cause) {
            case ResponseTooLargeException _ -> LlmFailure.BAD_ANSWER;
            case InterruptedIOException _ -> LlmFailure.TIMEOUT;
            case IOException _ -> LlmFailure.NETWORK;
            case null, default -> LlmFailure.NETWORK;
        };
    }

    private static boolean isOutOfCredit(ServerError error) {
        return has(error, OUT_OF_CREDIT);
    }

    private static boolean has(ServerError error, Set<String> codes) {
        return error.code().stream()
                .flatMap(code -> Arrays.stream(code.split("/", -1)))
                .anyMatch(codes::contains);
    }
}
