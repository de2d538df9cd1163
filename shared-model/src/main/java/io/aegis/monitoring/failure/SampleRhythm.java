/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How regularly a service sends samples, by the minutes in which it did: who is silent for three times as long as it ever
 * pauses usually, is silent.
 *
 * @param silentAfter so long after its newest sample
 */
public record SampleRhythm(Duration silentAfter) {

    /** Minutes with samples that make a rhythm. */
    public static final int FEWEST_MINUTES = 20;

    private static final double USUAL = 0.95;
    private static final int TIMES = 3;
    private static final Duration LEAST = Duration.ofMinutes(3);

    /**
     * The rhythm of a service.
     *
     * @param minutes in which it sent samples, since whenever, sorted and each once
     * @return empty for fewer than {@value #FEWEST_MINUTES}
     */
    public static Optional<SampleRhythm> of(long[] minutes) {
        if (minutes.length < FEWEST_MINUTES) {
            return Optional.empty();
        }
        long[] gaps = new long[minutes.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = minutes[i + 1] - minutes[i];
        }
        Arrays.sort(gaps);
        long usual = gaps[(int) Math.floor(USUAL * (gaps.length - 1))];
        Duration after = Duration.ofMinutes(TIMES * usual);
        return Optional.of(new SampleRhythm(after.compareTo(LEAST) < 0 ? LEAST : after));
    }
}
