/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.time.Duration;

/**
 * When requests are due, fixed before the first is sent: evenly spread, whatever the answers do.
 *
 * @param first number of the first request, so that successive schedules never send the same text
 * @param count requests, 1 to {@value #MAX_COUNT}
 * @param length from the first request to where the one after the last would be due; zero: all are due at once
 */
public record ArrivalSchedule(long first, long count, Duration length) {

    /** Most requests of one schedule. */
    public static final long MAX_COUNT = 5_000_000;
    /** Longest schedule. */
    public static final Duration MAX_LENGTH = Duration.ofHours(1);

    /** Refuses what is out of bounds. */
    public ArrivalSchedule {
        if (first < 0 || count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("a schedule has 1 to " + MAX_COUNT + " requests, not " + count);
        }
        if (length.isNegative() || length.compareTo(MAX_LENGTH) > 0) {
            throw new IllegalArgumentException("a schedule takes up to " + MAX_LENGTH + ", not " + length);
        }
    }

    /** A steady rate for some seconds. */
    public static ArrivalSchedule atRate(long first, long perSecond, long seconds) {
        return new ArrivalSchedule(first, Math.multiplyExact(perSecond, seconds), Duration.ofSeconds(seconds));
    }

    /** Everything due in the same moment. */
    public static ArrivalSchedule allAtOnce(long first, long count) {
        return new ArrivalSchedule(first, count, Duration.ZERO);
    }

    /** The number after the last request's. */
    public long end() {
        return first + count;
    }

    /** When a request is due, in nanoseconds after the start. */
    public long offsetNanos(long number) {
        return (long) ((number - first) * ((double) length.toNanos() / count));
    }

    /** Requests a second; infinite when all are due at once. */
    public double perSecond() {
        return count * 1e9 / length.toNanos();
    }
}
