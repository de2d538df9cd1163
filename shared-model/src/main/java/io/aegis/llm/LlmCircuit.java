/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.circuit.Circuit;
import io.aegis.circuit.CircuitPolicy;
import io.aegis.deadline.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What failures of an LLM mean for its circuit. {@code AUTH} and {@code QUOTA} open it for the cool-down, {@code RATE_LIMIT} and
 * every failure that says when to come back open it at once; of the other kinds it takes {@value #FAILURES} in a row. Its own
 * pauses double from one second up to the cool-down.
 */
final class LlmCircuit {

    private static final int FAILURES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private LlmCircuit() {}

    /** A closed one. */
    static Circuit<LlmFailure> create(Ticker ticker, RandomGenerator random, Duration cooldown) {
        return new Circuit<>(CircuitPolicy.growing(FAILURES, FIRST_PAUSE, cooldown), ticker, random);
    }

    /** Tells how a call failed, and when the provider wants to be asked again. What does not blame it counts as nothing. */
    static void tell(Circuit<LlmFailure>.Admission admission, LlmFailure failure, Optional<Duration> retryAfter) {
        Optional<Duration> asked = retryAfter.filter(Duration::isPositive);
        if (!failure.blamesProvider()) {
            if (failure == LlmFailure.CONTENT_REFUSED) {
                admission.succeeded();
            }
        } else if (asked.isPresent()) {
            admission.refused(failure, asked.get());
        } else {
            switch (failure) {
                case AUTH, QUOTA -> admission.broken(failure);
                case RATE_LIMIT -> admission.refused(failure);
                case TIMEOUT, SERVER, NETWORK, BAD_ANSWER, REFUSED, PARAMETER, CONTENT_REFUSED ->
                    admission.failed(failure);
            }
        }
    }
}
