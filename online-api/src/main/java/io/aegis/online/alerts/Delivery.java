/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import java.time.Duration;
import java.util.Optional;

/** How one try to deliver an alert ended. */
public sealed interface Delivery {

    /** Why it was not taken, or not by all; empty when it was. */
    default Optional<String> complaint() {
        return switch (this) {
            case Taken _ -> Optional.empty();
            case TakenInPart(String reason) -> Optional.of(reason);
            case Failed(String reason, var _) -> Optional.of(reason);
        };
    }

    /** The receiver answered 2xx. */
    record Taken() implements Delivery {}

    /**
     * It was taken for some of those that it was for, and is not tried again: they would get it twice.
     *
     * @param reason who did not get it, for the operator
     */
    record TakenInPart(String reason) implements Delivery {}

    /**
     * It was not taken.
     *
     * @param reason for the operator, without secrets
     * @param retryAfter what the receiver asked for
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Delivery {}
}
