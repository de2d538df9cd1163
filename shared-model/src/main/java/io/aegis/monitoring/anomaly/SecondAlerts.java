/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Lets a strength that follows an alert pass only when it is news: at least {@value #NEWS} times as strong as the last alert
 * within so many samples, or {@value #FURTHER} times as far from what was expected. An anomaly that grows while it lasts, or ends with a jump back, is one anomaly. The level is another
 * matter than values and runs of errors: that what began with a spike stays is told although the spike was. An alert is
 * whatever passes and is as strong as {@link Calibration#ALERT_STRENGTH}, unless nobody was told. The factor is from
 * NAB with folders left out, and from how well it holds there when all other parameters are moved.
 */
final class SecondAlerts {

    static final double NEWS = 1.75;

    /** Strengths of what nobody has ever seen are alike, however far it is off: something so many times further off is news, too. */
    static final double FURTHER = 3.2;

    /** The last alert about values, and the last about the level. */
    private static final int KINDS = 2;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int rows;
    private final double[] strengths = new double[KINDS];
    private final double[] deviations = new double[KINDS];
    private final long[] at = {NEVER, NEVER};

    /**
     * Without memories.
     *
     * @param rows samples after which an alert is the first one again
     */
    SecondAlerts(int rows) {
        this.rows = rows;
    }

    /**
     * Whether a strength is news, found by that view; an alert that is, is remembered.
     *
     * @param deviation how far the value lies from what was expected, not negative
     */
    boolean news(double strength, double deviation, View view, long row) {
        int kind = kind(view);
        boolean news =
                row - at[kind] > rows || strength >= NEWS * strengths[kind] || deviation >= FURTHER * deviations[kind];
        if (news && strength >= Calibration.ALERT_STRENGTH) {
            strengths[kind] = strength;
            deviations[kind] = deviation;
            at[kind] = row;
        }
        return news;
    }

    /** Forgets an alert of which nobody was told. */
    void untold(long row) {
        for (int kind = 0; kind < KINDS; kind++) {
            if (at[kind] == row) {
                at[kind] = NEVER;
            }
        }
    }

    private static int kind(View view) {
        return view == View.LEVEL ? 1 : 0;
    }

    void write(StateWriter out) {
        for (int kind = 0; kind < KINDS; kind++) {
            out.number(strengths[kind]);
            out.number(deviations[kind]);
            out.whole(at[kind]);
        }
    }

    void read(StateReader in) {
        for (int kind = 0; kind < KINDS; kind++) {
            strengths[kind] = in.number();
            deviations[kind] = in.number();
            at[kind] = in.whole();
        }
    }
}
