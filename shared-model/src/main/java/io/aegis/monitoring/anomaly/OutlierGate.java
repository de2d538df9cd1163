/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Outlier filter: samples that are judged and not learned, which are those that lie {@value #WILD} times farther from the
 * median than any before. Means and scales would never recover from one of them in a short history. The third within a warm-up
 * is no accident but what the series is now, and is learned.
 */
final class OutlierGate {

    /** Samples after which the reach of a series is known well enough. */
    static final int FIRST_ROW = 8;

    private static final double WILD = 100;

    /** The reach of a flat series, as a share of its value. */
    private static final double FLAT = 0.01;

    /** Median absolute deviations that the first samples reach. */
    private static final double FIRST_REACH = 5;

    private static final double FORGETTING = 0.001;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int window;
    private double reach;
    private long last = NEVER;
    private long lastButOne = NEVER;

    /**
     * Nothing seen.
     *
     * @param window samples within which the third wild one is learned
     */
    OutlierGate(int window) {
        this.window = window;
    }

    /**
     * Whether a sample is not to be learned.
     *
     * @param deviation from the median
     * @param median of all so far
     * @param row samples before this one
     */
    boolean wild(double deviation, double median, long row) {
        if (row < FIRST_ROW || !beyond(deviation, median)) {
            learn(deviation);
            return false;
        }
        boolean frequent = row - lastButOne < window;
        lastButOne = last;
        last = row;
        if (frequent) {
            learn(deviation);
        }
        return !frequent;
    }

    /** Samples between the last wild one and the one before. */
    long rowsBetween() {
        return last - lastButOne;
    }

    /** Begins with the first samples of a series, whose median absolute deviation one wild sample among them hardly moves. */
    void begin(double medianAbsoluteDeviation) {
        reach = FIRST_REACH * medianAbsoluteDeviation;
    }

    /** Whether a value lies too far off for what is known; never, where nothing tells how far is far. */
    boolean beyond(double deviation, double median) {
        double known = Math.max(reach, FLAT * Math.abs(median));
        return known > 0 && Math.abs(deviation) / WILD > known;
    }

    private void learn(double deviation) {
        reach = Math.max(reach * (1 - FORGETTING), Math.abs(deviation));
    }

    void write(StateWriter out) {
        out.number(reach);
        out.whole(last);
        out.whole(lastButOne);
    }

    void read(StateReader in) {
        reach = in.number();
        last = in.whole();
        lastButOne = in.whole();
    }
}
