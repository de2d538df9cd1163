/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Arrays;

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

    /** Alarms that room is made for at first: most series have few. */
    private static final int FEW = 2;

    private final int distance;
    private double[] deviations = new double[0];
    private long[] rows = new long[0];
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
            makeRoom(last + 1);
            deviations[last] = deviation;
            rows[last] = row;
            size = Math.min(size + 1, CAPACITY);
        } else if (sameSide(deviations[last], deviation) && Math.abs(deviation) > Math.abs(deviations[last])) {
            deviations[last] = deviation;
        }
    }

    /** It begins with the first place, so as many are filled as there is room for until all are. */
    private void makeRoom(int places) {
        if (places > rows.length) {
            int room = Math.clamp(2L * rows.length, Math.max(places, FEW), CAPACITY);
            deviations = Arrays.copyOf(deviations, room);
            rows = Arrays.copyOf(rows, room);
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
        makeRoom(size == 0 ? 0 : Math.max(size, last + 1));
        for (int i = 0; i < size; i++) {
            deviations[i] = in.number();
            rows[i] = in.whole();
        }
    }
}
