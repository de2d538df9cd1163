/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** What one series among several was like: how many values came, and how far they lie from their mean. */
final class ColumnPast {

    /** Values before which a series says nothing. */
    static final int FIRST_JUDGED = 200;

    /** Errors are told from none in this share of the values' mean deviation: less is not news. */
    private static final double LEAST_ERROR = 0.2;

    /** What is left of a mean by rounding, as a share of it. */
    private static final double ROUNDING = 1e-9;

    /** Deviations beyond this many usual ones are learned as so many. */
    private static final double WILD = 100;

    private static final int LONGEST_PAST = 16_384;

    private double mean;
    private double deviation;
    private long seen;

    long seen() {
        return seen;
    }

    boolean known() {
        return seen >= FIRST_JUDGED;
    }

    /** The least scale of an error, in the unit of the series. */
    double leastScale() {
        return LEAST_ERROR * deviation + ROUNDING * Math.abs(mean);
    }

    void learn(double value) {
        double distance = value - mean;
        if (known() && deviation > 0) {
            distance = Math.clamp(distance, -WILD * deviation, WILD * deviation);
        }
        double rate = 1.0 / Math.min(seen + 1, LONGEST_PAST);
        if (seen > 0) {
            deviation += rate * (Math.abs(distance) - deviation);
        }
        mean += rate * distance;
        seen++;
    }
}
