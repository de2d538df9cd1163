/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** The mean of all so far, and how far from it they lie on average. */
final class Deviation {

    private double mean;
    private double size;

    /**
     * Takes in one more.
     *
     * @param seen how many came before
     */
    void learn(double value, long seen) {
        double rate = Math.max(1.0 / RaritySketch.MASS, 1.0 / (seen + 1));
        size += rate * (Math.abs(value - mean) - size);
        mean += rate * (value - mean);
    }

    /** The mean absolute deviation. */
    double size() {
        return size;
    }

    void write(StateWriter out) {
        out.number(mean);
        out.number(size);
    }

    void read(StateReader in) {
        mean = in.number();
        size = in.number();
    }
}
