/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last native histograms of one series, at most {@value #MOST}: of denser ones some are left out. Not thread-safe. */
final class HistogramWindow {

    /** Most that are kept. */
    static final int MOST = 16;

    private final Deque<NativeHistogram> kept = new ArrayDeque<>(2);

    /**
     * Adds one.
     *
     * @param keepMillis how far back they are needed
     * @return false when one as new was there before
     */
    boolean add(NativeHistogram histogram, long keepMillis) {
        NativeHistogram newest = kept.peekLast();
        if (newest != null && histogram.millis() <= newest.millis()) {
            return false;
        }
        if (newest != null && histogram.millis() - newest.millis() < keepMillis / MOST) {
            return true;
        }
        kept.addLast(histogram);
        while (kept.size() > MOST || kept.getFirst().millis() < histogram.millis() - keepMillis) {
            kept.removeFirst();
        }
        return true;
    }

    /** Buckets that are held. */
    int buckets() {
        return kept.stream()
                .mapToInt(each -> each.positive().size() + each.negative().size())
                .sum();
    }

    /** The increase a second over a window; empty with fewer than two in it. */
    Optional<NativeHistogram> rate(long untilMillis, long windowMillis) {
        long from = untilMillis - windowMillis;
        List<NativeHistogram> within = new ArrayList<>();
        for (NativeHistogram each : kept) {
            if (each.millis() >= from && each.millis() <= untilMillis && !each.stale()) {
                within.add(each);
            }
        }
        if (within.size() < 2) {
            return Optional.empty();
        }
        NativeHistogram first = within.getFirst();
        NativeHistogram last = within.getLast();
        if (within.stream().anyMatch(each -> !each.fits(first))) {
            return Optional.empty();
        }
        NativeHistogram increase = last.plus(first, -1);
        for (int i = 1; i < within.size(); i++) {
            if (within.get(i).resetSince(within.get(i - 1))) {
                increase = increase.plus(within.get(i - 1), 1);
            }
        }
        double factor = new RangeExtrapolation(first.millis(), last.millis(), within.size())
                .perSecond(from, untilMillis, Double.POSITIVE_INFINITY);
        return Optional.of(increase.plus(increase, factor - 1));
    }
}
