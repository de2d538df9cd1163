/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
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
        int status = error.status() / 100 == 2 ? statusInside(error) : error.status();
        return switch (status) {
            case 200 -> isOutOfCredit(error) ? LlmFailure.QUOTA : LlmFailure.BAD_ANSWER;
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

    /** The status that a gateway tells as a code, while its own is one of success; 200 where it tells none. */
    private static int statusInside(ServerError error) {
        return codes(error)
                .filter(code -> code.matches("[45][0-9]{2}"))
                .map(Integer::valueOf)
                .findFirst()
                .orElse(200);
    }

    private static boolean isOutOfCredit(ServerError error) {
        return has(error, OUT_OF_CREDIT);
    }

    private static boolean has(ServerError error, Set<String> codes) {
        return codes(error).anyMatch(codes::contains);
    }

    private static Stream<String> codes(ServerError error) {
        return error.code().stream().flatMap(code -> Arrays.stream(code.split("/", -1)));
    }
}
