/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** Lets a strength pass only when none as great came within the last so many rows. */
final class Debounce {

    private final int rows;

    /** Circular: strengths that fall from the first to the last, and when they came. */
    private double[] strengths = new double[8];

    private long[] at = new long[8];
    private int first;
    private int size;

    Debounce(int rows) {
        this.rows = rows;
    }

    /**
     * Whether a strength passes; it is remembered either way.
     *
     * @param remembered as which
     */
    boolean passes(double strength, double remembered, long row) {
        while (size > 0 && at[first] < row - rows) {
            first = (first + 1) % at.length;
            size--;
        }
        boolean passes = size == 0 || strengths[first] < strength;
        while (size > 0 && strengths[index(size - 1)] <= remembered) {
            size--;
        }
        add(remembered, row);
        return passes;
    }

    private int index(int place) {
        return (first + place) % at.length;
    }

    private void add(double strength, long row) {
        if (size == at.length) {
            double[] longer = new double[2 * size];
            long[] longerAt = new long[2 * size];
            for (int i = 0; i < size; i++) {
                longer[i] = strengths[index(i)];
                longerAt[i] = at[index(i)];
            }
            strengths = longer;
            at = longerAt;
            first = 0;
        }
        strengths[index(size)] = strength;
        at[index(size)] = row;
        size++;
    }

    void write(StateWriter out) {
        out.count(size);
        for (int i = 0; i < size; i++) {
            out.number(strengths[index(i)]);
            out.whole(at[index(i)]);
        }
    }

    void read(StateReader in) {
        int remembered = in.count(rows + 1);
        for (int i = 0; i < remembered; i++) {
            add(in.number(), in.whole());
        }
    }
}
