/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import org.HdrHistogram.AbstractHistogram;

/**
 * A distribution of times, exact to three digits.
 *
 * @param samples how many times were recorded; with none the rest is 0
 * @param p50 median, milliseconds
 * @param p90 milliseconds
 * @param p99 milliseconds
 * @param p999 99.9 %, milliseconds
 * @param max milliseconds
 */
public record Percentiles(long samples, double p50, double p90, double p99, double p999, double max) {

    private static final double MILLI = 1e6;

    /** Sums up a histogram of nanoseconds. */
    static Percentiles of(AbstractHistogram nanos) {
        return new Percentiles(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / MILLI,
                nanos.getValueAtPercentile(90) / MILLI,
                nanos.getValueAtPercentile(99) / MILLI,
                nanos.getValueAtPercentile(99.9) / MILLI,
                nanos.getMaxValue() / MILLI);
    }
}
