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

    private final float[] weights = new float[KEPT];
    private final float[] errors = new float[KEPT];

    /** How much of each minute was anomalous in whatever way. */
    private final float[] off = new float[KEPT];

    /** Whether there was a high score in each minute, and an extreme one. */
    private final boolean[] high = new boolean[KEPT];

    private final boolean[] extreme = new boolean[KEPT];

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
        if (minutes == 0 || weights[newest] + weight / 2 > 1) {
            newest = (newest + 1) % KEPT;
            minutes = Math.min(minutes + 1, KEPT);
            weights[newest] = 0;
            errors[newest] = 0;
            off[newest] = 0;
            high[newest] = false;
            extreme[newest] = false;
        }
        weights[newest] += weight;
        errors[newest] += weight * (float) Math.clamp(error, -LARGEST, LARGEST);
        off[newest] += isOff ? weight : 0;
        high[newest] |= isHigh;
        extreme[newest] |= isExtreme;
    }

    /** How many of the last three minutes had a high score and were anomalous for at least half of their time. */
    int highOfThree() {
        int found = 0;
        for (int ago = 0; ago < Math.min(3, minutes); ago++) {
            int at = Math.floorMod(newest - ago, KEPT);
            found += high[at] && off[at] >= HALF ? 1 : 0;
        }
        return found;
    }

    /** Whether this minute or the one before had an extreme score, and half a minute of both was anomalous. */
    boolean extreme() {
        int before = Math.floorMod(newest - 1, KEPT);
        return (extreme[newest] || extreme[before]) && off[newest] + off[before] >= HALF;
    }

    /** The error that three of the last five minutes reach or exceed on one side; 0 when there are fewer. */
    double errorOfThree() {
        float[] means = new float[KEPT];
        for (int at = 0; at < KEPT; at++) {
            // Too little of a minute says nothing yet.
            means[at] = weights[at] >= HALF ? errors[at] / weights[at] : 0;
        }
        Arrays.sort(means);
        return Math.max(0, Math.max(means[2], -means[2]));
    }
}
