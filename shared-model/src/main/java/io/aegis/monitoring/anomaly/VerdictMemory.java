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
    private final double[] errors = new double[CAPACITY];
    private final double[] levels = new double[CAPACITY];
    private final float[] strengths = new float[CAPACITY];
    private final float[] rarities = new float[CAPACITY];
    private final float[] maturities = new float[CAPACITY];

    /** Twice the view's place, and 1 if the strength passed the debounce. */
    private final byte[] kinds = new byte[CAPACITY];

    private int size;
    private int next;

    /** Remembers one and says it for the first time. */
    Verdict add(long time, double value, boolean passed, double strength, Band band, Reason reason, double maturity) {
        int at = next;
        times[at] = time;
        values[at] = value;
        expected[at] = band.expected();
        errors[at] = band.error();
        levels[at] = reason.level();
        strengths[at] = (float) strength;
        rarities[at] = (float) reason.rarity();
        maturities[at] = (float) maturity;
        kinds[at] = (byte) (2 * VIEWS.indexOf(reason.view()) + (passed ? 1 : 0));
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
        return verdict(at, SampleOrder.NEW);
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
                Band.around(expected[at], errors[at]),
                new Reason(VIEWS.get(kinds[at] / 2), rarities[at], levels[at]),
                maturities[at],
                order);
    }

    void write(StateWriter out) {
        out.count(size);
        for (int i = 0; i < size; i++) {
            int at = Math.floorMod(next - size + i, CAPACITY);
            out.whole(times[at]);
            out.number(values[at]);
            out.number(expected[at]);
            out.number(errors[at]);
            out.number(levels[at]);
            out.single(strengths[at]);
            out.single(rarities[at]);
            out.single(maturities[at]);
            out.small(kinds[at]);
        }
    }

    void read(StateReader in) {
        size = in.count(CAPACITY);
        for (int at = 0; at < size; at++) {
            times[at] = in.whole();
            values[at] = in.number();
            expected[at] = in.number();
            errors[at] = in.number();
            levels[at] = in.number();
            strengths[at] = in.single();
            rarities[at] = in.single();
            maturities[at] = in.single();
            kinds[at] = (byte) in.small(2 * VIEWS.size() - 1);
        }
        next = size % CAPACITY;
    }
}
