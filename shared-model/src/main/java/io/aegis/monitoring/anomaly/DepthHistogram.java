/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * How deep the samples of a view lay so far: bins of a fifth of a level, whose median is what rarity is measured against. Only
 * bins between the least and the greatest depth take room.
 */
final class DepthHistogram {

    static final int BINS = 200;
    private static final double WIDTH = 0.2;

    /** Bins that room is made for at once. */
    private static final int STEP = 16;

    private float[] counts = new float[0];

    /** The bin that comes first. */
    private int first;

    private double total;

    void add(double depth) {
        int bin = Math.clamp((int) (depth / WIDTH), 0, BINS - 1);
        makeRoom(bin);
        counts[bin - first]++;
        total++;
    }

    private void makeRoom(int bin) {
        int low = counts.length == 0 ? bin : Math.min(bin, first);
        int high = Math.max(bin, first + counts.length - 1);
        if (counts.length == 0 || low < first || high >= first + counts.length) {
            int from = low - low % STEP;
            float[] wider = new float[high - from - (high - from) % STEP + STEP];
            System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : first - from, counts.length);
            counts = wider;
            first = from;
        }
    }

    /** The median, interpolated within its bin; 0 of nothing. */
    double median() {
        double half = total / 2;
        double below = 0;
        for (int i = 0; i < counts.length; i++) {
            double within = counts[i];
            if (within > 0 && below + within >= half) {
                return WIDTH * (first + i + (half - below) / within);
            }
            below += within;
        }
        return 0;
    }

    /** Makes what was seen so far count half. */
    void halve() {
        total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= 2;
            total += counts[i];
        }
    }

    void write(StateWriter out) {
        out.count(first);
        out.count(counts.length);
        for (float count : counts) {
            out.single(count);
        }
    }

    void read(StateReader in) {
        first = in.count(BINS);
        int used = in.count(BINS + STEP);
        counts = new float[used];
        total = 0;
        for (int i = 0; i < used; i++) {
            counts[i] = in.weight();
            total += counts[i];
        }
    }
}
