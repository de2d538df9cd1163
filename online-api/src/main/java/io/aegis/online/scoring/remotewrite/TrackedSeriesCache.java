/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricMapping.Use;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Cache of the series whose last minutes are kept, least recently used first, and of what is calculated of them. Bounded: a
 * series that is not in it is refused when it is full, unless others have been silent for ten minutes, which are evicted for it.
 * Native histograms take more of the capacity than one place. Not thread-safe.
 */
final class TrackedSeriesCache {

    private static final Duration SILENT = Duration.ofMinutes(10);

    /** A native histogram has a place for each so many buckets in its window. */
    private static final int BUCKETS_PER_PLACE = 32;

    private final int capacity;
    private final Ticker ticker;
    private final SequencedMap<SeriesKey, TrackedSeries> tracks = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Series, DerivedSeries> derived = new HashMap<>();
    private long evicted;

    /** What native histograms take beyond the place of their series. */
    private long places;

    /**
     * Empty.
     *
     * @param capacity places
     * @param ticker measures silence
     */
    TrackedSeriesCache(int capacity, Ticker ticker) {
        this.capacity = capacity;
        this.ticker = ticker;
    }

    void clear() {
        tracks.clear();
        derived.clear();
        places = 0;
    }

    /** Series whose last minutes are kept. */
    int size() {
        return tracks.size();
    }

    /** Series that are calculated. */
    int calculated() {
        return derived.size();
    }

    /** Series that made place for others, since the process started. */
    long evicted() {
        return evicted;
    }

    /**
     * The tracked one of a series that was sent, from now on when it is new; it counts as heard of now.
     *
     * @param uses of a new one
     * @return nothing where there is no room
     * @throws IllegalArgumentException for labels that name no series
     */
    Optional<TrackedSeries> track(List<Use> uses, RemoteSeries sent) {
        SeriesKey key = SeriesKey.of(sent.labels());
        TrackedSeries tracked = tracks.get(key);
        if (tracked == null) {
            if (!room()) {
                return Optional.empty();
            }
            tracked = begin(uses, sent);
            tracks.put(key, tracked);
        }
        tracked.touch(ticker.nanos());
        return Optional.of(tracked);
    }

    /** Adds a histogram to a tracked series; false when it comes late. */
    boolean add(TrackedSeries tracked, NativeHistogram histogram) {
        int before = tracked.buckets() / BUCKETS_PER_PLACE;
        boolean added = tracked.add(histogram);
        places += tracked.buckets() / BUCKETS_PER_PLACE - before;
        return added;
    }

    /** The rule that comes first keeps a series that two would give. */
    private TrackedSeries begin(List<Use> uses, RemoteSeries sent) {
        TrackedSeries tracked = new TrackedSeries(UpperBound.of(sent.labels().getOrDefault(MetricRule.UPPER_BOUND, ""))
                .orElse(Double.NaN));
        for (Use use : uses) {
            if (use.part() == MetricRule.Part.BUCKET && Double.isNaN(tracked.upperBound())) {
                throw new IllegalArgumentException("a bucket without an upper bound");
            }
            Series series = use.rule().series(sent.labels());
            DerivedSeries before = derived.get(series);
            if (before != null && before.rule().rank() < use.rule().rank()) {
                continue;
            }
            if (before == null || before.rule().rank() > use.rule().rank()) {
                if (before != null) {
                    before.close();
                }
                before = new DerivedSeries(series, use.rule());
                derived.put(series, before);
            }
            before.add(tracked, use.part());
            tracked.target(before);
        }
        return tracked;
    }

    /** Whether there is room for one more, of which those that have been silent make some. */
    private boolean room() {
        long now = ticker.nanos();
        Iterator<TrackedSeries> eldest = tracks.values().iterator();
        // Two at a time: what has ended goes by and by, without a pause for all of it.
        for (int i = 0; i < 2 && eldest.hasNext(); i++) {
            TrackedSeries candidate = eldest.next();
            if (now - candidate.touched() < SILENT.toNanos()) {
                break;
            }
            eldest.remove();
            evicted++;
            forget(candidate);
        }
        return tracks.size() + places < capacity;
    }

    private void forget(TrackedSeries gone) {
        places -= gone.buckets() / BUCKETS_PER_PLACE;
        for (DerivedSeries target : gone.targets()) {
            if (target.remove(gone) && !target.closed()) {
                derived.remove(target.series());
            }
        }
    }
}
