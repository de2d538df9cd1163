/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * Makes counters of what senders tell as what was added since the time before, by adding it up. What was added between two times
 * is known to have been nothing before the first of them, so that one is told too: then a rate is right with the first value, and
 * over pauses. Who was heard of longest ago is forgotten when there are too many, and begins anew, as a counter of a process that
 * was restarted does. Thread-safe.
 */
final class DeltaTotals {

    /** A histogram takes a place for each so many buckets. */
    private static final int BUCKETS_PER_PLACE = 8;

    private final int capacity;
    private final SequencedMap<SeriesKey, Total> totals = new LinkedHashMap<>(16, 0.75f, true);
    private int places;

    /** Adds up at the most so many numbers. */
    DeltaTotals(int capacity) {
        this.capacity = capacity;
    }

    private static final class Total {
        private long millis = Long.MIN_VALUE;
        private double number;
        private Optional<NativeHistogram> histogram = Optional.empty();

        private int places() {
            return 1 + histogram.map(each -> each.positive().size()).orElse(0) / BUCKETS_PER_PLACE;
        }
    }

    /**
     * Adds a number.
     *
     * @param since when it counts, where that is known
     * @param millis until when
     * @return what the counter showed at the beginning, where that is news, and what it shows now; nothing when as late a number
     *     came before
     */
    synchronized List<RemoteSeries.Sample> add(SeriesKey key, OptionalLong since, long millis, double added) {
        Total total = total(key);
        List<RemoteSeries.Sample> samples = new ArrayList<>();
        if (millis > total.millis) {
            if (begins(total, since, millis)) {
                samples.add(new RemoteSeries.Sample(since.getAsLong(), total.number));
            }
            total.number += added;
            total.millis = millis;
            samples.add(new RemoteSeries.Sample(millis, total.number));
        }
        return samples;
    }

    /** The same of a histogram; other bounds than before begin anew. */
    synchronized List<NativeHistogram> add(SeriesKey key, OptionalLong since, NativeHistogram added) {
        Total total = total(key);
        List<NativeHistogram> histograms = new ArrayList<>();
        if (added.millis() > total.millis) {
            places -= total.places();
            NativeHistogram before = total.histogram.filter(added::fits).orElseGet(() -> added.plus(added, -1));
            if (begins(total, since, added.millis())) {
                histograms.add(before.at(since.getAsLong()));
            }
            NativeHistogram sum = added.plus(before, 1);
            total.histogram = Optional.of(sum);
            total.millis = added.millis();
            places += total.places();
            histograms.add(sum);
            shrink();
        }
        return histograms;
    }

    private static boolean begins(Total total, OptionalLong since, long millis) {
        return since.isPresent() && since.getAsLong() > total.millis && since.getAsLong() < millis;
    }

    private Total total(SeriesKey key) {
        Total known = totals.get(key);
        if (known != null) {
            return known;
        }
        Total total = new Total();
        totals.put(key, total);
        places += total.places();
        shrink();
        return total;
    }

    /** The newest stays, whatever it takes. */
    private void shrink() {
        while (places > capacity && totals.size() > 1) {
            places -= totals.pollFirstEntry().getValue().places();
        }
    }
}
