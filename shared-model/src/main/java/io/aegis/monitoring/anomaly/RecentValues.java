/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Arrays;

/** The last values of a series and their median. */
final class RecentValues {

    private final double[] ring;
    private final double[] sorted;
    private int size;
    private int next;

    RecentValues(int capacity) {
        ring = new double[capacity];
        sorted = new double[capacity];
    }

    void add(double value) {
        if (size == ring.length) {
            int gone = Arrays.binarySearch(sorted, 0, size, ring[next]);
            System.arraycopy(sorted, gone + 1, sorted, gone, size - gone - 1);
            size--;
        }
        ring[next] = value;
        next = (next + 1) % ring.length;
        int found = Arrays.binarySearch(sorted, 0, size, value);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    /** The median; of an even number the mean of the two in the middle. */
    double median() {
        double upper = sorted[size / 2];
        return size % 2 == 1 ? upper : (sorted[size / 2 - 1] + upper) / 2;
    }

    /** The median distance from the median. */
    double medianAbsoluteDeviation() {
        double median = median();
        double[] distances = Arrays.stream(sorted, 0, size)
                .map(value -> Math.abs(value - median))
                .sorted()
                .toArray();
        return distances[size / 2];
    }

    /** The values in the order in which they came. */
    double[] values() {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = ring[Math.floorMod(next - size + i, ring.length)];
        }
        return values;
    }

    void write(StateWriter out) {
        out.count(size);
        for (double value : values()) {
            out.number(value);
        }
    }

    void read(StateReader in) {
        int values = in.count(ring.length);
        for (int i = 0; i < values; i++) {
            add(in.number());
        }
    }
}
