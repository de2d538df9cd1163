/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The last samples of one series of Prometheus, as many as rates need: at most {@value #MOST}, of denser ones some are left out.
 * Not thread-safe.
 */
final class SampleWindow {

    /** Most samples that are kept. */
    static final int MOST = 64;

    /** How long a value is current: Prometheus' own lookback. */
    static final long LOOKBACK_MILLIS = 300_000;

    private static final int FEW = 4;

    private long[] times = new long[FEW];
    private double[] values = new double[FEW];
    private int size;

    /**
     * Adds a sample.
     *
     * @param keepMillis how far back samples are needed
     * @return false when one as new was there before
     */
    boolean add(long millis, double value, long keepMillis) {
        if (size > 0 && millis <= times[size - 1]) {
            return false;
        }
        boolean stale = RemoteSeries.isStale(value);
        if (size > 1 && !stale && millis - times[size - 2] < 2 * keepMillis / (MOST - 2)) {
            // The newest stays: it takes the place of the one before it.
            times[size - 1] = millis;
            values[size - 1] = lost(value) ? values[size - 1] : value;
            return true;
        }
        trim(millis - keepMillis);
        if (size == times.length) {
            if (size == MOST) {
                trim(times[0] + 1);
            } else {
                times = Arrays.copyOf(times, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
        }
        times[size] = millis;
        values[size++] = value;
        return true;
    }

    /** A counter that began anew must not lose what it had. */
    private boolean lost(double value) {
        return value < values[size - 1];
    }

    private void trim(long oldest) {
        int gone = 0;
        while (gone < size && times[gone] < oldest) {
            gone++;
        }
        if (gone > 0) {
            System.arraycopy(times, gone, times, 0, size - gone);
            System.arraycopy(values, gone, values, 0, size - gone);
            size -= gone;
        }
    }

    /** The increase a second over a window, as Prometheus' {@code rate()}; empty with fewer than two samples in it. */
    OptionalDouble rate(long untilMillis, long windowMillis) {
        long from = untilMillis - windowMillis;
        int first = -1;
        int last = -1;
        int samples = 0;
        double increase = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] < from || times[i] > untilMillis || RemoteSeries.isStale(values[i])) {
                continue;
            }
            if (first < 0) {
                first = i;
            } else {
                increase += values[i] < values[last] ? values[i] : values[i] - values[last];
            }
            last = i;
            samples++;
        }
        if (samples < 2) {
            return OptionalDouble.empty();
        }
        double toZero = increase > 0 && values[first] >= 0
                ? (times[last] - times[first]) * (values[first] / increase)
                : Double.POSITIVE_INFINITY;
        return OptionalDouble.of(increase
                * new RangeExtrapolation(times[first], times[last], samples).perSecond(from, untilMillis, toZero));
    }

    /** The newest value of five minutes, unless the series ended with it. */
    OptionalDouble newest(long untilMillis) {
        for (int i = size - 1; i >= 0; i--) {
            if (times[i] <= untilMillis) {
                boolean current = times[i] > untilMillis - LOOKBACK_MILLIS && Double.isFinite(values[i]);
                return current ? OptionalDouble.of(values[i]) : OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }
}
