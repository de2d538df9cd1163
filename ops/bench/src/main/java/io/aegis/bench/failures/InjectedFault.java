/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import java.time.Instant;

/**
 * A fault that was injected.
 *
 * @param at when it began
 * @param service where
 * @param kind as the data call it, such as {@code cpu_contention}
 */
record InjectedFault(Instant at, String service, String kind) {

    /** What failure detection should call it: exceptions and wrong returns are both errors of the code. */
    String type() {
        return switch (kind) {
            case "cpu_contention", "cpu_consumed" -> "cpu_saturation";
            case "network_delay" -> "network_delay";
            default -> "error_burst";
        };
    }
}
