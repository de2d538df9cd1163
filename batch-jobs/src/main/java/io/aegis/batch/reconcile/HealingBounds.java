/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param answer one attempt at one provider
 * @param lease of a claim: longer than the work on it
 * @param firstDelay how long a row is put off that failed for the first time
 * @param longestDelay the most that doubling comes to
 * @param longestWait how long a run waits for a circuit, rather than stopping early
 */
record HealingBounds(
        Duration answer, Duration lease, Duration firstDelay, Duration longestDelay, Duration longestWait) {

    private static final Duration LEASE_MARGIN = Duration.ofSeconds(15);

    /**
     * Bounds for calls of up to so long.
     *
     * @param providers that may be asked one after the other
     */
    static HealingBounds of(Duration answer, int providers) {
        return new HealingBounds(
                answer,
                answer.multipliedBy(Math.max(1, providers)).plus(LEASE_MARGIN),
                Duration.ofSeconds(15),
                Duration.ofHours(6),
                Duration.ofSeconds(10));
    }
}
