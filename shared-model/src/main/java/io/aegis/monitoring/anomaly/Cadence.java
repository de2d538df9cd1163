/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** How far apart the samples of a series usually come, so that a gap is told from the next sample. */
final class Cadence {

    private static final double GAP = 10;
    private static final double CLIP = 2;
    private static final double SLOWEST = 0.02;

    private double step;
    private long steps;

    /**
     * Whether a sample comes after a gap: much later than usual.
     *
     * @param millis since the one before
     */
    boolean gap(long millis) {
        return steps > 0 && millis > GAP * step;
    }

    void learn(long millis) {
        double clipped = steps > 0 ? Math.min((double) millis, CLIP * step + 1) : (double) millis;
        step += Math.max(SLOWEST, 1.0 / (steps + 1)) * (clipped - step);
        steps++;
    }

    void write(StateWriter out) {
        out.number(step);
        out.whole(steps);
    }

    void read(StateReader in) {
        step = in.number();
        steps = in.whole();
    }
}
