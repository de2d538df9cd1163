/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Arrays;

/** The mean of the last few errors of forecast: small errors of one sign, one after the other, add up to news. */
final class ResidualRun {

    private final double[] ring;
    private int size;
    private int next;

    ResidualRun(int capacity) {
        ring = new double[capacity];
    }

    void add(double residual) {
        ring[next] = residual;
        next = (next + 1) % ring.length;
        size = Math.min(size + 1, ring.length);
    }

    /** Counts the last error as none. */
    void excuseLast() {
        ring[Math.floorMod(next - 1, ring.length)] = 0;
    }

    /** Ends the run without a new one's first errors counting for more than they would later. */
    void interrupt() {
        Arrays.fill(ring, 0);
    }

    /** Added up anew each time, so that nothing is left of a huge error that has gone. */
    double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += ring[i];
        }
        return sum / size;
    }

    void write(StateWriter out) {
        out.count(size);
        for (int i = 0; i < size; i++) {
            out.number(ring[Math.floorMod(next - size + i, ring.length)]);
        }
    }

    void read(StateReader in) {
        int residuals = in.count(ring.length);
        for (int i = 0; i < residuals; i++) {
            add(in.number());
        }
    }
}
