/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** What a series usually is in each slot of a period, such as the half hours of a day. */
final class SlotTable {

    private static final int ENOUGH = 100;

    private final long period;
    private final double[] values;
    private final byte[] visits;

    /**
     * A table without memories.
     *
     * @param period seconds
     * @param slots equal parts of the period
     */
    SlotTable(long period, int slots) {
        this.period = period;
        values = new double[slots];
        visits = new byte[slots];
    }

    /** The slot of a moment in time. */
    int slot(long epochSecond) {
        return (int) (Math.floorMod(epochSecond, period) * values.length / period);
    }

    boolean visited(int slot) {
        return visits[slot] > 0;
    }

    double value(int slot) {
        return values[slot];
    }

    /**
     * Moves a slot towards what was seen in it.
     *
     * @param value what was seen: the slot's value if it is the first
     * @param step how far that lies from the slot's value, clipped
     */
    void learn(int slot, double value, double step) {
        if (visits[slot] == 0) {
            values[slot] = value;
        } else {
            values[slot] += Math.max(0.2, 1.0 / (visits[slot] + 1)) * step;
        }
        if (visits[slot] < ENOUGH) {
            visits[slot]++;
        }
    }

    void write(StateWriter out) {
        for (int slot = 0; slot < values.length; slot++) {
            out.small(visits[slot]);
            if (visits[slot] > 0) {
                out.number(values[slot]);
            }
        }
    }

    void read(StateReader in) {
        for (int slot = 0; slot < values.length; slot++) {
            visits[slot] = (byte) in.small(ENOUGH);
            values[slot] = visits[slot] > 0 ? in.number() : 0;
        }
    }
}
