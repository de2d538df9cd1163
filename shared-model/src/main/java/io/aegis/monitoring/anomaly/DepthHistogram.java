/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** How deep the samples of a view lay so far: bins of a fifth of a level, whose median is what rarity is measured against. */
final class DepthHistogram {

    static final int BINS = 200;
    private static final double WIDTH = 0.2;

    private final float[] counts = new float[BINS];
    private double total;

    void add(double depth) {
        counts[Math.clamp((int) (depth / WIDTH), 0, BINS - 1)]++;
        total++;
    }

    /** The median, interpolated within its bin; 0 of nothing. */
    double median() {
        double half = total / 2;
        double below = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double within = counts[bin];
            if (within > 0 && below + within >= half) {
                return WIDTH * (bin + (half - below) / within);
            }
            below += within;
        }
        return 0;
    }

    /** Makes what was seen so far count half. */
    void halve() {
        total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            counts[bin] /= 2;
            total += counts[bin];
        }
    }

    void write(StateWriter out) {
        int used = BINS;
        while (used > 0 && counts[used - 1] == 0) {
            used--;
        }
        out.count(used);
        for (int bin = 0; bin < used; bin++) {
            out.single(counts[bin]);
        }
    }

    void read(StateReader in) {
        int used = in.count(BINS);
        total = 0;
        for (int bin = 0; bin < used; bin++) {
            counts[bin] = in.weight();
            total += counts[bin];
        }
    }
}
