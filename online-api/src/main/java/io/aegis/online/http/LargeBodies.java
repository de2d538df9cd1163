/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only few large bodies be worked on at once, so that their number bounds the memory they take. Small ones pass as they
 * come. Thread-safe.
 */
public final class LargeBodies {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore permits;
    private final int small;

    /**
     * A gate.
     *
     * @param atOnce large bodies that may be inside
     * @param small bytes up to which a body is not large; one of unknown length is
     */
    public LargeBodies(int atOnce, int small) {
        this.permits = new Semaphore(atOnce, true);
        this.small = small;
    }

    /** The same route, through the gate: 503 when no place gets free within two seconds. */
    public Endpoint guard(Endpoint endpoint) {
        return request -> {
            if (request.length().orElse(Long.MAX_VALUE) <= small) {
                return endpoint.answer(request);
            }
            if (!permits.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.unavailable("Too many large requests are being worked on.", RETRY_AFTER);
            }
            try {
                return endpoint.answer(request);
            } finally {
                permits.release();
            }
        };
    }
}
