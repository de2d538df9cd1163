/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** By how much counters grew between two moments. */
public final class CounterGrowth {

    private static final double NANOS = 1e9;

    private final Instant from;
    private final Instant until;
    private final double[] values;

    /**
     * A span of time and what was counted in it.
     *
     * @param from the earlier moment
     * @param until the later
     * @param values growth of each, in the order of the readings; none negative; not copied
     * @throws IllegalArgumentException when the span is empty
     */
    public CounterGrowth(Instant from, Instant until, double[] values) {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("growth takes time");
        }
        this.from = from;
        this.until = until;
        this.values = values;
    }

    /** The earlier moment. */
    public Instant from() {
        return from;
    }

    /** The later moment. */
    public Instant until() {
        return until;
    }

    /** Growth of each, in the order of the readings; not to be changed. */
    public double[] values() {
        return values;
    }

    /** The length of the span in seconds. */
    public double seconds() {
        Duration length = Duration.between(from, until);
        return length.getSeconds() + length.getNano() / NANOS;
    }

    /** Growth of all of them together. */
    public double total() {
        return Arrays.stream(values).sum();
    }
}
