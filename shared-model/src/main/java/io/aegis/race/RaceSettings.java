/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import java.time.Duration;

/**
 * How the race divides a request's time.
 *
 * @param limit for the whole request, storing included
 * @param margin kept back for what surrounds the race: scheduling, garbage collection, writing the answer
 * @param leastStore what storing is reckoned to take even when it has been faster
 * @param firstStore what it is reckoned to take before the first
 */
public record RaceSettings(Duration limit, Duration margin, Duration leastStore, Duration firstStore) {

    /** Shares that have held a limit of half a second on two busy cores; a short limit shrinks them. */
    public static RaceSettings within(Duration limit) {
        return new RaceSettings(
                limit,
                min(Duration.ofMillis(25), limit.dividedBy(10)),
                min(Duration.ofMillis(30), limit.dividedBy(10)),
                min(Duration.ofMillis(60), limit.dividedBy(6)));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
