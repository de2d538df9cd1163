/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Where a sample was expected, before it came. About 96 % of ordinary samples lie within.
 *
 * @param expected the forecast, in the unit of the series
 * @param lower the least of what is usual
 * @param upper the most of what is usual
 */
public record Band(double expected, double lower, double upper) {

    /** Mean absolute errors of forecast on either side. */
    private static final double WIDTH = 3.75;

    static Band around(double expected, double error) {
        return new Band(expected, expected - WIDTH * error, expected + WIDTH * error);
    }

    /** The mean absolute error that makes a band of that half width. */
    double error() {
        return (upper - expected) / WIDTH;
    }

    /** Whether a value lies within. */
    public boolean holds(double value) {
        return value >= lower && value <= upper;
    }
}
