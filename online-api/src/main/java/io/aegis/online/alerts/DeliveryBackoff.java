/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try a failed delivery again: twice as long each time, from 2 seconds to 15 minutes, half of it by chance so
 * that many deliveries to a receiver that comes back do not all knock at once.
 */
final class DeliveryBackoff {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final RandomGenerator random;

    DeliveryBackoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait after a failure.
     *
     * @param failures how many there were, this one included
     */
    Duration after(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, 20);
        Duration full = FIRST.multipliedBy(1L << doublings);
        Duration capped = full.compareTo(LONGEST) > 0 ? LONGEST : full;
        return capped.multipliedBy(1_000 - random.nextInt(501)).dividedBy(1_000);
    }
}
