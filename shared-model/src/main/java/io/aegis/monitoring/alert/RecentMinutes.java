/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import java.util.Arrays;

/**
 * What the last five minutes of a series were like. A sample stands for the time since the one before it, a minute at most: four
 * samples of 15 s make one minute, and where samples come less often than once a minute each counts as one. So what lasts
 * for a quarter of a minute counts for less than what lasts, however often one looks.
 */
final class RecentMinutes {

    private static final int KEPT = 5;
    private static final float MINUTE = 60_000;
    private static final float HALF = 0.5f;

    /** Errors are sums of bounded ones. */
    private static final double LARGEST = 1e6;

    private static final int WEIGHT = 0;
    private static final int ERROR = KEPT;

    /** How much of a minute was anomalous in whatever way. */
    private static final int OFF = 2 * KEPT;

    /** Weights, errors, and how much was off, one after the other: there are such of each series in memory. */
    private final float[] sums = new float[3 * KEPT];

    /** A bit for each minute, whether there was a high score in it, and an extreme one. */
    private byte high;

    private byte extreme;

    private int newest;
    private int minutes;

    /**
     * Adds a sample.
     *
     * @param millis since the one before; the first one's do not matter
     * @param error by how many half bands the value lies off, signed
     * @param isOff whether it is anomalous in whatever way
     * @param isHigh whether its score is
     * @param isExtreme whether its score is
     */
    void add(long millis, double error, boolean isOff, boolean isHigh, boolean isExtreme) {
        float weight = minutes == 0 ? 1 : Math.clamp(millis / MINUTE, 0, 1);
        if (minutes == 0 || sums[WEIGHT + newest] + weight / 2 > 1) {
            newest = (newest + 1) % KEPT;
            minutes = Math.min(minutes + 1, KEPT);
            sums[WEIGHT + newest] = 0;
            sums[ERROR + newest] = 0;
            sums[OFF + newest] = 0;
            high &= (byte) ~(1 << newest);
            extreme &= (byte) ~(1 << newest);
        }
        sums[WEIGHT + newest] += weight;
        sums[ERROR + newest] += weight * (float) Math.clamp(error, -LARGEST, LARGEST);
        sums[OFF + newest] += isOff ? weight : 0;
        high |= (byte) (isHigh ? 1 << newest : 0);
        extreme |= (byte) (isExtreme ? 1 << newest : 0);
    }

    /** How many of the last three minutes had a high score and were anomalous for at least half of their time. */
    int highOfThree() {
        int found = 0;
        for (int ago = 0; ago < Math.min(3, minutes); ago++) {
            int at = Math.floorMod(newest - ago, KEPT);
            found += is(high, at) && sums[OFF + at] >= HALF ? 1 : 0;
        }
        return found;
    }

    /** Whether this minute or the one before had an extreme score, and half a minute of both was anomalous. */
    boolean extreme() {
        int before = Math.floorMod(newest - 1, KEPT);
        return (is(extreme, newest) || is(extreme, before)) && sums[OFF + newest] + sums[OFF + before] >= HALF;
    }

    private static boolean is(byte minutes, int at) {
        return (minutes >> at & 1) == 1;
    }

    /** The error that three of the last five minutes reach or exceed on one side; 0 when there are fewer. */
    double errorOfThree() {
        float[] means = new float[KEPT];
        for (int at = 0; at < KEPT; at++) {
            // Too little of a minute says nothing yet.
            float weight = sums[WEIGHT + at];
            means[at] = weight >= HALF ? sums[ERROR + at] / weight : 0;
        }
        Arrays.sort(means);
        return Math.max(0, Math.max(means[2], -means[2]));
    }
}
