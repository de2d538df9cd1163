/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How many texts come in a span on average, by the hour of the day, the newest of some four weeks counting most. An hour that was seen
 * seldom is taken to be like the others. Not thread-safe.
 */
final class UsualCounts {

    private static final int HOURS = 24;
    private static final int SPANS_OF_HOUR = 12;

    private static final double KEPT = 1 - 1.0 / (28 * SPANS_OF_HOUR);
    private static final double KEPT_OF_ALL = 1 - 1.0 / (28 * HOURS * SPANS_OF_HOUR);

    /** As if each hour had been seen on two days more, which were like all others. */
    private static final double BEFORE = 2.0 * SPANS_OF_HOUR;

    private final double[] counts = new double[HOURS];
    private final double[] spans = new double[HOURS];
    private double allCounts;
    private double allSpans;

    /**
     * Learns the next span.
     *
     * @param start of it
     * @param count texts
     * @return how many were to be expected of it by those before
     */
    double next(Instant start, long count) {
        int hour = start.atOffset(ZoneOffset.UTC).getHour();
        double average = allSpans == 0 ? 0 : allCounts / allSpans;
        double expected = (counts[hour] + BEFORE * average) / (spans[hour] + BEFORE);
        counts[hour] = KEPT * counts[hour] + count;
        spans[hour] = KEPT * spans[hour] + 1;
        allCounts = KEPT_OF_ALL * allCounts + count;
        allSpans = KEPT_OF_ALL * allSpans + 1;
        return expected;
    }
}
