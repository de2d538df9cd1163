/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * What a series usually is in each slot of a period, such as the half hours of a day. Only slots between the first and the last
 * that were visited take room.
 */
final class SlotTable {

    private static final int ENOUGH = 100;

    /** Slots that room is made for at once. */
    private static final int STEP = 12;

    private final long period;
    private final int slots;

    /** Of the slots from the first one visited to the last, rounded. */
    private int[] values = new int[0];

    private byte[] visits = new byte[0];
    private int first;

    /**
     * A table without memories.
     *
     * @param period seconds
     * @param slots equal parts of the period
     */
    SlotTable(long period, int slots) {
        this.period = period;
        this.slots = slots;
    }

    /** The slot of a moment in time. */
    int slot(long epochSecond) {
        return (int) (Math.floorMod(epochSecond, period) * slots / period);
    }

    boolean visited(int slot) {
        return holds(slot) && visits[slot - first] > 0;
    }

    private boolean holds(int slot) {
        return slot >= first && slot < first + visits.length;
    }

    /** What a slot that was visited is like. */
    double value(int slot) {
        return RoundedNumber.of(values[slot - first]);
    }

    /**
     * Moves a slot towards what was seen in it.
     *
     * @param value what was seen, clipped: the slot's value if it is the first, which an outlier must not be either
     * @param step how far that lies from the slot's value
     */
    void learn(int slot, double value, double step) {
        makeRoom(slot);
        int at = slot - first;
        double moved = visits[at] == 0 ? value : value(slot) + Math.max(0.2, 1.0 / (visits[at] + 1)) * step;
        values[at] = RoundedNumber.keep(moved);
        if (visits[at] < ENOUGH) {
            visits[at]++;
        }
    }

    private void makeRoom(int slot) {
        if (!holds(slot)) {
            int low = visits.length == 0 ? slot : Math.min(slot, first);
            int high = visits.length == 0 ? slot : Math.max(slot, first + visits.length - 1);
            int from = low - low % STEP;
            int until = Math.min(slots, high - high % STEP + STEP);
            int[] wider = new int[until - from];
            byte[] widerVisits = new byte[until - from];
            int moved = visits.length == 0 ? 0 : first - from;
            System.arraycopy(values, 0, wider, moved, values.length);
            System.arraycopy(visits, 0, widerVisits, moved, visits.length);
            values = wider;
            visits = widerVisits;
            first = from;
        }
    }

    void write(StateWriter out) {
        for (int slot = 0; slot < slots; slot++) {
            int visited = holds(slot) ? visits[slot - first] : 0;
            out.small(visited);
            if (visited > 0) {
                out.rounded(values[slot - first]);
            }
        }
    }

    void read(StateReader in) {
        for (int slot = 0; slot < slots; slot++) {
            int visited = in.small(ENOUGH);
            if (visited > 0) {
                makeRoom(slot);
                visits[slot - first] = (byte) visited;
                values[slot - first] = in.rounded();
            }
        }
    }
}
