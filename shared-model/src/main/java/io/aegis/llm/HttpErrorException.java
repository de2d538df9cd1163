/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server answered with another status than 2xx, or with one and something else than a completion. */
final class HttpErrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String retryAfter;
    private final String body;

    /**
     * An answer that refuses.
     *
     * @param retryAfter the header of that name, when there is one
     * @param body as text
     */
    HttpErrorException(int status, @Nullable String retryAfter, String body) {
        super("HTTP " + status);
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    /** What the body says, with all secrets still in it. */
    ServerError error() {
        return status / 100 == 2 ? NoCompletion.error(status, body) : ErrorBody.parse(status, body);
    }

    /** How long the server wants to be left alone. */
    Optional<Duration> retryAfter(Instant now) {
        return Optional.ofNullable(retryAfter).flatMap(value -> RetryAfter.parse(value, now));
    }
}
