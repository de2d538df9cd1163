/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A sample: a value at a time. Its series is said once for many of them.
 *
 * @param time to the millisecond, as it is stored; what is finer is cut off
 * @param value finite, in the unit of the series' type
 */
public record Measurement(Instant time, double value) {

    /** By how much a sender's clock may be ahead. What lies farther in a time to come is not what is now. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    /** The order in which samples are judged: by time, and at one time by value. */
    public static final Comparator<Measurement> IN_TIME =
            Comparator.comparing(Measurement::time).thenComparingDouble(Measurement::value);

    /**
     * A measurement.
     *
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public Measurement {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a sample's value is a finite number");
        }
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }

    /** Whether it tells of what is now: it is at most so old, and not of a time to come. */
    public boolean isCurrent(Instant now, Duration maxAge) {
        return !time.isBefore(now.minus(maxAge)) && !time.isAfter(now.plus(MOST_AHEAD));
    }
}
