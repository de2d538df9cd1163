/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Remembers how far off the last alarming values were: one as far off, on the same side, as several before it is less of
 * an alarm.
 */
final class AlarmDamping {

    private static final int CAPACITY = 32;
    private static final double ALARMING = 2.8;
    private static final int FIRST_ROW = 50;
    private static final double ALIKE = 0.5;
    private static final int MOST = 6;
    private static final double DISCOUNT = 0.05;

    private final int distance;
    private final double[] deviations = new double[CAPACITY];
    private final long[] rows = new long[CAPACITY];
    private int size;
    private int last = CAPACITY - 1;

    /**
     * Without memories.
     *
     * @param distance samples that lie between one alarm and the next
     */
    AlarmDamping(int distance) {
        this.distance = distance;
    }

    /** The rarity that is left of a value's, so far off, after what is remembered. */
    double discounted(double rarity, double deviation, long row) {
        int alike = 0;
        for (int i = 0; i < size; i++) {
            if (row - rows[i] > distance
                    && sameSide(deviations[i], deviation)
                    && Math.abs(deviations[i]) >= ALIKE * Math.abs(deviation)) {
                alike++;
            }
        }
        return rarity / (1 + DISCOUNT * Math.min(alike, MOST));
    }

    /** Remembers a value if it is alarming. */
    void learn(double rarity, double deviation, long row) {
        if (rarity < ALARMING || row < FIRST_ROW) {
            return;
        }
        if (size == 0 || row - rows[last] > distance) {
            last = (last + 1) % CAPACITY;
            deviations[last] = deviation;
            rows[last] = row;
            size = Math.min(size + 1, CAPACITY);
        } else if (sameSide(deviations[last], deviation) && Math.abs(deviation) > Math.abs(deviations[last])) {
            deviations[last] = deviation;
        }
    }

    private static boolean sameSide(double one, double other) {
        return one < 0 == other < 0;
    }

    void write(StateWriter out) {
        out.count(size);
        out.small(last);
        for (int i = 0; i < size; i++) {
            out.number(deviations[i]);
            out.whole(rows[i]);
        }
    }

    void read(StateReader in) {
        size = in.count(CAPACITY);
        last = in.small(CAPACITY - 1);
        for (int i = 0; i < size; i++) {
            deviations[i] = in.number();
            rows[i] = in.whole();
        }
    }
}
