/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.List;
import java.util.Optional;

/** The last verdicts of a series, for samples that are sent again. */
final class VerdictMemory {

    static final int CAPACITY = 32;

    private static final List<View> VIEWS = List.of(View.values());

    private final long[] times = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private final double[] expected = new double[CAPACITY];
    private final int[] errors = new int[CAPACITY];

    /** How far from what was expected. */
    private final int[] levels = new int[CAPACITY];

    private final float[] strengths = new float[CAPACITY];
    private final float[] rarities = new float[CAPACITY];

    /** Twice the view's place, and 1 if the strength passed the debounce. */
    private final byte[] kinds = new byte[CAPACITY];

    private final int warmup;
    private int size;
    private int next;

    /** Samples before the next one. */
    private long rows;

    /**
     * Without memories.
     *
     * @param warmup samples of which the share that has come is a verdict's maturity
     */
    VerdictMemory(int warmup) {
        this.warmup = warmup;
    }

    /** How much of the warm-up has passed before the next sample, 0 to 1. */
    double maturity() {
        return maturity(rows);
    }

    private double maturity(long row) {
        return Math.min(1, (double) row / warmup);
    }

    /** Remembers one and says it for the first time. */
    Verdict add(long time, double value, boolean passed, double strength, Band band, Reason reason) {
        int at = next;
        times[at] = time;
        values[at] = value;
        expected[at] = band.expected();
        errors[at] = RoundedNumber.keep(band.error());
        levels[at] = RoundedNumber.keep(reason.level() - band.expected());
        strengths[at] = (float) strength;
        rarities[at] = (float) reason.rarity();
        kinds[at] = (byte) (2 * VIEWS.indexOf(reason.view()) + (passed ? 1 : 0));
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
        rows++;
        return verdict(at, SampleOrder.NEW);
    }

    /** The values in the order in which they came. */
    double[] values() {
        double[] ordered = new double[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = values[Math.floorMod(next - size + i, CAPACITY)];
        }
        return ordered;
    }

    /** The verdict of a sample that was judged not long ago. */
    Optional<Verdict> find(long time, double value) {
        for (int i = 1; i <= size; i++) {
            int at = Math.floorMod(next - i, CAPACITY);
            if (times[at] == time && values[at] == value) {
                return Optional.of(verdict(at, SampleOrder.DUPLICATE));
            }
        }
        return Optional.empty();
    }

    /**
     * Of samples after this time all that were learned are remembered; {@link Long#MIN_VALUE} when all ever are.
     */
    long completeAfter() {
        return size < CAPACITY ? Long.MIN_VALUE : times[next];
    }

    private Verdict verdict(int at, SampleOrder order) {
        double raw = Calibration.score(strengths[at]);
        return new Verdict(
                kinds[at] % 2 == 1 ? raw : 0,
                raw,
                strengths[at],
                Band.around(expected[at], RoundedNumber.of(errors[at])),
                new Reason(VIEWS.get(kinds[at] / 2), rarities[at], expected[at] + RoundedNumber.of(levels[at])),
                maturity(rows - 1 - Math.floorMod(next - 1 - at, CAPACITY)),
                order);
    }

    void write(StateWriter out) {
        out.count(size);
        for (int i = 0; i < size; i++) {
            int at = Math.floorMod(next - size + i, CAPACITY);
            out.whole(times[at]);
            out.number(values[at]);
            out.number(expected[at]);
            out.rounded(errors[at]);
            out.rounded(levels[at]);
            out.single(strengths[at]);
            out.single(rarities[at]);
            out.small(kinds[at]);
        }
    }

    /**
     * Reads what was written.
     *
     * @param seen samples of the series so far
     */
    void read(StateReader in, long seen) {
        rows = seen;
        size = in.count(CAPACITY);
        for (int at = 0; at < size; at++) {
            times[at] = in.whole();
            values[at] = in.number();
            expected[at] = in.number();
            errors[at] = in.rounded();
            levels[at] = in.rounded();
            strengths[at] = in.single();
            rarities[at] = in.single();
            kinds[at] = (byte) in.small(2 * VIEWS.size() - 1);
        }
        next = size % CAPACITY;
    }
}
