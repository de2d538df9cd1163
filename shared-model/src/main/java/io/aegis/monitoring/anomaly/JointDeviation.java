/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Arrays;

/**
 * Whether the series of one service miss their forecasts together. A fault moves several of them a little, in a way in which
 * they do not move together on other days; the detector of each finds its own share of that ordinary. The errors of forecast
 * are averaged over runs of {@code 1, 3, 6, 12 and 24} rows (the multivariate control chart of Lowry et al., "A Multivariate
 * Exponentially Weighted Moving Average Control Chart", Technometrics 1992, with plain means), for each run a {@link JointWindow} says how
 * many times as far as usual they lie from the usual, and the largest of these counts.
 *
 * <p>A missing sample is neither judged nor learned. The same rows always get the same answers. Some 4 KB with 8 series, 50 KB with
 * {@value #MOST_SERIES}; some 10 and 40 microseconds of a processor a row. Not thread-safe.
 */
public final class JointDeviation {

    /** Most series of a service. */
    public static final int MOST_SERIES = 32;

    /** Of fewer one alone would be enough, and that one's own detector says it. */
    public static final int LEAST_SERIES = 5;

    /**
     * The ratio and the strength of the loudest series, added up, that are an alert: on six servers at five minutes exceeded every
     * two days in the part without known faults, and in 16 of 38 known ones, 7 of which no series tells alone.
     */
    static final double STRANGE = 5;

    private static final int[] RUNS = {1, 3, 6, 12, 24};
    private static final int LONGEST = 24;

    /** Beyond this squares are no numbers. */
    private static final double LARGEST = 1e100;

    private final ColumnPast[] past;
    private final JointWindow[] windows = new JointWindow[RUNS.length];

    /** The newest errors, row by row. */
    private final double[][] errors;

    private long rows;

    /**
     * Nothing seen yet.
     *
     * @param width how many series a row has, 1 to {@value #MOST_SERIES}
     * @throws IllegalArgumentException when out of that range
     */
    public JointDeviation(int width) {
        if (width < 1 || width > MOST_SERIES) {
            throw new IllegalArgumentException("1 to " + MOST_SERIES + " series are judged together");
        }
        past = new ColumnPast[width];
        Arrays.setAll(past, _ -> new ColumnPast());
        Arrays.setAll(windows, _ -> new JointWindow(width));
        errors = new double[LONGEST][width];
    }

    /**
     * How many times as far as usual the series are from their forecasts together, and for how long they have been; 0 when fewer than
     * {@value #LEAST_SERIES} of them have a sample and a past of 200. Nothing is learned.
     *
     * @param values of all series at a moment, NaN where there is none
     * @param expected their forecasts, made before
     */
    public double ratio(double[] values, double[] expected) {
        double[] now = errors(values, expected);
        int known = 0;
        for (int column = 0; column < past.length; column++) {
            known += past[column].known() && !Double.isNaN(now[column]) ? 1 : 0;
        }
        if (known < LEAST_SERIES) {
            return 0;
        }
        double largest = 0;
        for (int i = 0; i < RUNS.length; i++) {
            largest = Math.max(largest, windows[i].ratio(means(now, RUNS[i]), past));
        }
        return largest;
    }

    /**
     * How strange a moment is, on the scale of {@link Verdict#strength()}: what the series say together and what the loudest of them say
     * of their own, added up.
     *
     * @param ratio from {@link #ratio}
     * @param strengths {@link Verdict#strength()} of the series
     */
    public static double strength(double ratio, double... strengths) {
        return (ratio + ServiceStrength.of(strengths)) / STRANGE * Calibration.ALERT_STRENGTH;
    }

    /** Learns a moment, after it was judged. The same row as for {@link #ratio}. */
    public void learn(double[] values, double[] expected) {
        double[] now = errors(values, expected);
        for (int i = 0; i < RUNS.length; i++) {
            double[] means = means(now, RUNS[i]);
            for (int column = 0; column < past.length; column++) {
                means[column] = Double.isNaN(now[column]) ? Double.NaN : means[column];
            }
            windows[i].learn(means, past);
        }
        for (int column = 0; column < past.length; column++) {
            if (!Double.isNaN(now[column])) {
                past[column].learn(Math.clamp(values[column], -LARGEST, LARGEST));
            }
        }
        errors[(int) (rows++ % LONGEST)] = now;
    }

    private double[] errors(double[] values, double[] expected) {
        double[] now = new double[past.length];
        for (int column = 0; column < now.length; column++) {
            now[column] = Double.isFinite(values[column]) && Double.isFinite(expected[column])
                    ? Math.clamp(values[column], -LARGEST, LARGEST) - Math.clamp(expected[column], -LARGEST, LARGEST)
                    : Double.NaN;
        }
        return now;
    }

    /** The mean of each series' errors in the newest rows, this one included; added up anew, so that nothing is left of a huge one. */
    private double[] means(double[] now, int run) {
        double[] means = new double[now.length];
        int before = (int) Math.min(run - 1L, rows);
        for (int column = 0; column < means.length; column++) {
            double sum = 0;
            int known = 0;
            for (int back = 0; back <= before; back++) {
                double error = back == 0 ? now[column] : errors[(int) ((rows - back) % LONGEST)][column];
                if (!Double.isNaN(error)) {
                    sum += error;
                    known++;
                }
            }
            means[column] = known == 0 ? Double.NaN : sum / known;
        }
        return means;
    }
}
