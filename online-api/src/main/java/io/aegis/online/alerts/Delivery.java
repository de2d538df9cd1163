/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import java.time.Duration;
import java.util.Optional;

/** How one try to deliver an alert ended. */
public sealed interface Delivery {

    /** The receiver answered 2xx. */
    record Taken() implements Delivery {}

    /**
     * It did not.
     *
     * @param reason for the operator, without secrets
     * @param retryAfter what the receiver asked for
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Delivery {}
}
