/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads minutes of series, and puts together what is stored of them and what waits to be.
 *
 * @param history finds series, and reads their samples
 * @param means reads their minutes
 */
record StoredMinutes(SampleReader history, MinuteReader means) {

    /** Most stored samples of a series that are compared with those that wait. */
    private static final int COMPARED = 20_000;

    /**
     * A series of which minutes are to be read.
     *
     * @param from the first minute
     * @param to the last minute
     * @param waiting samples of these minutes that may not be stored yet, each once
     */
    record Wanted(Series series, long from, long to, List<Measurement> waiting) {}

    /** Takes what was read. */
    @FunctionalInterface
    interface Sink {

        /** Is told all that is known of a minute. */
        void put(Series series, long minute, MinuteSum sum);
    }

    /**
     * One that is stored.
     *
     * @param pending minutes of which samples wait
     * @param both those of them of which samples were found stored too
     */
    private record Found(long id, Wanted wanted, Set<Long> pending, Set<Long> both) {

        static Found of(long id, Wanted wanted) {
            return new Found(id, wanted, MinuteSum.byMinute(wanted.waiting()).keySet(), new TreeSet<>());
        }
    }

    /**
     * Reads.
     *
     * @throws DatabaseUnavailableException when not all can be read in time
     */
    void read(List<Wanted> wanted, Sink sink, Deadline deadline) throws DatabaseUnavailableException {
        Map<Series, StoredSeries> stored =
                history.find(wanted.stream().map(Wanted::series).toList(), deadline);
        List<Found> found = wanted.stream()
                .flatMap(one ->
                        Optional.ofNullable(stored.get(one.series()))
                                .map(series -> Found.of(series.id(), one))
                                .stream())
                .toList();
        for (int from = 0; from < found.size(); from += MinuteMeans.MAX_SERIES) {
            List<Found> some = found.subList(from, Math.min(found.size(), from + MinuteMeans.MAX_SERIES));
            readMeans(some, sink, deadline);
            for (Found one : some) {
                unite(one, sink, deadline);
            }
        }
    }

    private void readMeans(List<Found> some, Sink sink, Deadline deadline) throws DatabaseUnavailableException {
        Map<Long, Found> byId = some.stream().collect(Collectors.toMap(Found::id, Function.identity()));
        long from = some.stream().mapToLong(one -> one.wanted().from()).min().orElseThrow();
        long to = some.stream().mapToLong(one -> one.wanted().to()).max().orElseThrow();
        for (MinuteMeans.Mean mean :
                means.between(List.copyOf(byId.keySet()), MinuteSum.begin(from), MinuteSum.begin(to + 1), deadline)) {
            Found one = byId.get(mean.series());
            if (one != null) {
                long minute = MinuteSum.minute(mean.begin());
                sink.put(one.wanted().series(), minute, MinuteSum.ofMean(mean.mean(), mean.samples()));
                if (one.pending().contains(minute)) {
                    one.both().add(minute);
                }
            }
        }
    }

    /** Minutes of which some samples are stored and some wait, perhaps the same ones: by the samples themselves. */
    private void unite(Found one, Sink sink, Deadline deadline) throws DatabaseUnavailableException {
        if (one.both().isEmpty()) {
            return;
        }
        Instant first = MinuteSum.begin(Collections.min(one.both()));
        Instant last = MinuteSum.begin(Collections.max(one.both()) + 1).minusMillis(1);
        Set<Measurement> all = new LinkedHashSet<>(history.between(one.id(), first, last, COMPARED, deadline));
        all.addAll(one.wanted().waiting());
        MinuteSum.byMinute(all).forEach((minute, sum) -> {
            if (one.both().contains(minute)) {
                sink.put(one.wanted().series(), minute, sum);
            }
        });
    }
}
