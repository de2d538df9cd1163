/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.circuit;

import java.time.Duration;
import java.util.Optional;

/**
 * The state of a circuit at one moment.
 *
 * @param state whether calls pass
 * @param reason the failure that opened it; empty while closed
 * @param untilProbe how long until the next call is tried; zero unless open
 * @param <R> kinds of failure
 */
public record CircuitSnapshot<R>(State state, Optional<R> reason, Duration untilProbe) {

    /** Whether calls pass. */
    public enum State {
        /** All calls pass. */
        CLOSED,
        /** None passes. */
        OPEN,
        /** One call is under way that will show whether it works again. */
        HALF_OPEN
    }
}
