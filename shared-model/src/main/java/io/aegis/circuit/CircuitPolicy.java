/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.circuit;

import java.time.Duration;

/**
 * When a circuit opens, and for how long.
 *
 * @param failures in a row that open it
 * @param spread the least time that these failures reach over; many that fail at one moment say that there were too many of them
 * @param firstPause for which it stays open, twice as long each time that the probe fails
 * @param longestPause which that ends at
 * @param jittered whether a random half of each pause is taken off, so that replicas do not come back in step
 * @param probeTimeout after which a probe without an end leaves its place to another
 * @param lateSuccess whether the success of a call that was admitted before it opened closes it
 */
public record CircuitPolicy(
        int failures,
        Duration spread,
        Duration firstPause,
        Duration longestPause,
        boolean jittered,
        Duration probeTimeout,
        boolean lateSuccess) {

    private static final Duration NEVER = Duration.ofDays(365);

    /**
     * For a service that many ask: pauses grow and are never the same. One probe at a time decides; what was admitted before
     * it opened says nothing of the present.
     *
     * @param failures in a row that open it
     * @param first pause
     * @param longest pause
     */
    public static CircuitPolicy growing(int failures, Duration first, Duration longest) {
        return new CircuitPolicy(failures, Duration.ZERO, first, longest, true, NEVER, false);
    }

    /**
     * For what everything depends on, and what should be used again the moment it answers: the failures have to reach over a
     * pause, after each pause one call tries though the last one may still be waiting, and any success closes it.
     *
     * @param failures in a row that open it
     * @param pause between probes
     */
    public static CircuitPolicy steady(int failures, Duration pause) {
        return new CircuitPolicy(failures, pause, pause, pause, false, pause, true);
    }
}
