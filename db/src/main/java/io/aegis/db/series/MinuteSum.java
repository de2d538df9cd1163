/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.Measurement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The samples of one series in one minute, added up.
 *
 * @param total of their values, in the unit of the series' type
 * @param samples at least one
 */
record MinuteSum(double total, long samples) {

    /** In seconds. */
    static final long LENGTH = 60;

    /** Beyond that a value counts as that: sums stay finite. */
    private static final double LARGEST = 1e300;

    /** What was averaged before. */
    static MinuteSum ofMean(double mean, long samples) {
        return new MinuteSum(bounded(mean) * samples, samples);
    }

    /** Samples of one series by the minute, counted from 1970. */
    static Map<Long, MinuteSum> byMinute(Collection<Measurement> samples) {
        Map<Long, MinuteSum> sums = new HashMap<>();
        for (Measurement sample : samples) {
            sums.merge(minute(sample.time()), new MinuteSum(bounded(sample.value()), 1), MinuteSum::and);
        }
        return sums;
    }

    /** The minute that a moment lies in. */
    static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), LENGTH);
    }

    /** Where a minute begins. */
    static Instant begin(long minute) {
        return Instant.ofEpochSecond(minute * LENGTH);
    }

    MinuteSum and(MinuteSum other) {
        return new MinuteSum(total + other.total, samples + other.samples);
    }

    double mean() {
        return total / samples;
    }

    private static double bounded(double value) {
        return Math.clamp(value, -LARGEST, LARGEST);
    }
}
