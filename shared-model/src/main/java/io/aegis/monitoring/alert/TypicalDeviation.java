/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import java.time.Duration;
import java.util.Arrays;

/**
 * Typical deviation of a series from its forecast: the median of the largest deviations of the last periods that had samples. One
 * incident does not move it; what happens in most of the periods does.
 */
final class TypicalDeviation {

    /** What is as recent as this may belong to what is being judged. */
    private static final long RECENT = Duration.ofMinutes(10).toMillis();

    private final long period;
    private final float[] largest;
    private int known;
    private int next;
    private long current = Long.MIN_VALUE;
    private long tenMinutes;
    private float earlier;
    private float lately;
    private float now;

    /**
     * Without memories.
     *
     * @param period how long one is
     * @param periods how many are remembered
     */
    TypicalDeviation(Duration period, int periods) {
        this.period = period.toMillis();
        this.largest = new float[periods];
    }

    /** Takes notice of a deviation. */
    void learn(long time, double deviation) {
        long started = Math.floorDiv(time, period);
        if (started != current) {
            if (current != Long.MIN_VALUE) {
                largest[next] = Math.max(earlier, Math.max(lately, now));
                next = (next + 1) % largest.length;
                known = Math.min(known + 1, largest.length);
            }
            current = started;
            earlier = 0;
            lately = 0;
            now = 0;
        }
        settle(Math.floorDiv(time, RECENT));
        now = Math.max(now, (float) Math.min(deviation, Float.MAX_VALUE));
    }

    /** Ten minutes are over, or more. */
    private void settle(long started) {
        if (started != tenMinutes) {
            earlier = Math.max(earlier, lately);
            lately = now;
            now = 0;
            tenMinutes = started;
        }
    }

    /** The usual reach; in the first period the farthest so far, but for the last ten to twenty minutes. */
    double usual() {
        if (known == 0) {
            return earlier;
        }
        float[] sorted = Arrays.copyOf(largest, known);
        Arrays.sort(sorted);
        return sorted[known / 2];
    }
}
