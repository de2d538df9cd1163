/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run begins that writes a minute of each series in a few requests, faster than minutes pass: so long ago that its last
 * minute is this one, since samples of a time to come are refused.
 */
final class WrittenMinutes {

    private WrittenMinutes() {}

    /**
     * The time of the first minute.
     *
     * @param requests that will be sent
     * @param parts requests that one minute of all series takes
     */
    static Instant start(Instant now, long requests, long parts) {
        return now.minus(Duration.ofMinutes((requests - 1) / parts));
    }
}
