/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** Running mean and mean absolute deviation of all values so far. */
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
