/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** The last values of a series, rounded, and their median. */
final class RecentValues {

    private final int[] ring;

    /** Places in the ring, the least value's first. */
    private final short[] sorted;

    private int size;
    private int next;

    RecentValues(int capacity) {
        ring = new int[capacity];
        sorted = new short[capacity];
    }

    void add(double value) {
        add(RoundedNumber.keep(value));
    }

    private void add(int kept) {
        if (size == ring.length) {
            int gone = firstFrom(RoundedNumber.of(ring[next]));
            while (sorted[gone] != next) {
                gone++;
            }
            System.arraycopy(sorted, gone + 1, sorted, gone, size - gone - 1);
            size--;
        }
        int at = firstFrom(RoundedNumber.of(kept));
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = (short) next;
        ring[next] = kept;
        next = (next + 1) % ring.length;
        size++;
    }

    private double value(int rank) {
        return RoundedNumber.of(ring[sorted[rank]]);
    }

    private int firstFrom(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The median; of an even number the mean of the two in the middle. */
    double median() {
        double upper = value(size / 2);
        return size % 2 == 1 ? upper : (value(size / 2 - 1) + upper) / 2;
    }

    void write(StateWriter out) {
        out.count(size);
        for (int i = 0; i < size; i++) {
            out.rounded(ring[Math.floorMod(next - size + i, ring.length)]);
        }
    }

    void read(StateReader in) {
        int values = in.count(ring.length);
        for (int i = 0; i < values; i++) {
            add(in.rounded());
        }
    }
}
