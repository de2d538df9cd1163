/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What one or several counters of a process show at a moment, such as the buckets of a histogram. Its counts do not change. */
public final class CounterReading {

    private final Optional<Instant> started;
    private final Instant at;
    private final double[] values;

    /**
     * A reading.
     *
     * @param started since when they count, where that is known
     * @param at when they were read
     * @param values the counts, in an order that does not change; not copied, and not to be changed afterwards
     */
    public CounterReading(Optional<Instant> started, Instant at, double[] values) {
        this.started = started;
        this.at = at;
        this.values = values;
    }

    /** Since when they count, where that is known. */
    public Optional<Instant> started() {
        return started;
    }

    /** When they were read. */
    public Instant at() {
        return at;
    }

    /** The counts, not to be changed. */
    double[] values() {
        return values;
    }

    /** Counts altogether. */
    double total() {
        return Arrays.stream(values).sum();
    }
}
