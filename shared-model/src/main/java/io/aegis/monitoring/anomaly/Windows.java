/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * How many samples of a series each part of the detector looks back at.
 *
 * @param warmup samples before the series is judged by its own past alone
 * @param level samples whose median is the level
 * @param residual samples whose mean error of forecast is a run
 * @param debounce samples within which nothing as strong came before an alert, and no alert about the same matter nearly as strong
 * @param memory samples after which an alarm counts as a past one, to which the next like it is compared
 * @param age samples by which a short history is distrusted: strength is divided by {@code 1 + age / samples}
 */
public record Windows(int warmup, int level, int residual, int debounce, int memory, double age) {

    /** The least warm-up. */
    public static final int MIN_WARMUP = 1;

    /** The longest warm-up: a week of five-minute samples. It bounds the memory of a series. */
    public static final int MAX_WARMUP = 2_016;

    private static final Windows SERVICE = new Windows(120, 120, 10, 60, 250, 18);

    /** Those of a live series, whose length nobody knows. */
    public static Windows service() {
        return SERVICE;
    }

    /**
     * Those of a backtest that knows how long its warm-up is.
     *
     * @param samples from {@value #MIN_WARMUP} to {@value #MAX_WARMUP}
     * @throws IllegalArgumentException when out of that range
     */
    public static Windows ofWarmup(int samples) {
        if (samples < MIN_WARMUP || samples > MAX_WARMUP) {
            throw new IllegalArgumentException("a warm-up has " + MIN_WARMUP + " to " + MAX_WARMUP + " samples");
        }
        int third = Math.max(1, samples / 3);
        return new Windows(samples, Math.max(3, samples / 5), Math.max(1, samples / 60), third, third, 0.15 * samples);
    }
}
