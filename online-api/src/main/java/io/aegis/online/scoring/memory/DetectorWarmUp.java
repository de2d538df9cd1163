/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SampleReader;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.StoredSeries;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Windows;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes detectors of what is known of a series: stored samples, and those on their way to be. Thread-safe. */
final class DetectorWarmUp {

    /** Samples that a detector is warmed with: a week of five-minute ones, a day and a half of those of every minute. */
    static final int WARMED_WITH = 2_016;

    /** Most stored samples between late ones that are gone through once more. */
    static final int REPLAYED = 20_000;

    private static final Instant ALWAYS = Instant.parse("9999-12-31T23:59:59.999Z");

    private final SampleReader history;
    private final SampleBuffer buffer;
    private final LeastEffects leastEffects;
    private final double threshold;

    DetectorWarmUp(SampleReader history, SampleBuffer buffer, LeastEffects leastEffects, double threshold) {
        this.history = history;
        this.buffer = buffer;
        this.leastEffects = leastEffects;
        this.threshold = threshold;
    }

    /**
     * A detector and how it came to be.
     *
     * @param watch knows what is known
     * @param warmup what the series was first sent with
     * @param status where its knowledge comes from
     */
    record Recalled(SeriesWatch watch, OptionalInt warmup, HistoryStatus status) {}

    /** Nothing asked yet. */
    SeriesLookupCache lookups() {
        return new SeriesLookupCache(history);
    }

    /** One without any knowledge. */
    Recalled blank(Series series, OptionalInt warmup, HistoryStatus status) {
        return new Recalled(watch(series, warmup, leastEffects, threshold), warmup, status);
    }

    /**
     * A detector warmed with the newest samples.
     *
     * @param warmup for a series that is new
     * @throws DatabaseUnavailableException when the history cannot be read in time
     */
    Recalled recall(Series series, OptionalInt warmup, SeriesLookupCache lookups, Deadline deadline)
            throws DatabaseUnavailableException {
        // First what waits: whatever is written meanwhile is found in the database, or in both.
        Optional<SeriesBatch> pending = buffer.pending(series);
        Optional<StoredSeries> stored = lookups.of(series, deadline);
        if (stored.isEmpty() && pending.isEmpty()) {
            return blank(series, warmup, HistoryStatus.NEW);
        }
        OptionalInt first = firstWarmup(stored, pending);
        Recalled recalled = blank(series, first, HistoryStatus.KNOWN);
        before(stored, pending, ALWAYS, deadline)
                .forEach(each -> recalled.watch().learn(each.time(), each.value()));
        return recalled;
    }

    /**
     * Judges samples that are older than the newest of their series: each by a detector that knows only what came before it,
     * and the late ones among that.
     *
     * @param late in order of time
     * @return a verdict for each
     * @throws DatabaseUnavailableException when the history cannot be read in time
     */
    List<Assessment> replay(Series series, OptionalInt warmup, List<Measurement> late, Deadline deadline)
            throws DatabaseUnavailableException {
        Instant first = late.getFirst().time();
        Instant last = late.getLast().time();
        Optional<SeriesBatch> pending = buffer.pending(series);
        Optional<StoredSeries> stored = new SeriesLookupCache(history).of(series, deadline);
        SeriesWatch watch = watch(series, warmup, leastEffects, threshold);
        before(stored, pending, first, deadline).forEach(each -> watch.learn(each.time(), each.value()));
        List<Measurement> known = new ArrayList<>();
        if (stored.isPresent()) {
            known.addAll(history.between(stored.get().id(), first, last, REPLAYED, deadline));
        }
        pending.ifPresent(batch -> batch.samples().stream()
                .filter(each -> !each.time().isBefore(first) && !each.time().isAfter(last))
                .forEach(known::add));
        return replayed(watch, known, late);
    }

    private static List<Assessment> replayed(SeriesWatch watch, List<Measurement> known, List<Measurement> late) {
        Set<Measurement> before = new HashSet<>(known);
        Map<Measurement, Assessment> verdicts = new HashMap<>();
        List<Measurement> all = new ArrayList<>(known);
        all.addAll(late);
        for (Measurement each : ordered(all)) {
            verdicts.put(each, watch.judge(each.time(), each.value()));
        }
        List<Assessment> result = new ArrayList<>(late.size());
        for (Measurement each : late) {
            Assessment verdict = verdicts.get(each);
            if (verdict == null) {
                throw new IllegalStateException("a sample was not judged");
            }
            SampleOrder order = before.contains(each) ? SampleOrder.DUPLICATE : SampleOrder.LATE;
            result.add(new Assessment(verdict.verdict().as(order), verdict.alert()));
        }
        return result;
    }

    /** The newest known samples from before a moment, in order. */
    private List<Measurement> before(
            Optional<StoredSeries> stored, Optional<SeriesBatch> pending, Instant end, Deadline deadline)
            throws DatabaseUnavailableException {
        List<Measurement> known = new ArrayList<>();
        if (stored.isPresent()) {
            known.addAll(history.newestBefore(stored.get().id(), end, WARMED_WITH, deadline));
        }
        pending.ifPresent(batch -> batch.samples().stream()
                .filter(each -> each.time().isBefore(end))
                .forEach(known::add));
        return ordered(known);
    }

    private static List<Measurement> ordered(List<Measurement> samples) {
        return samples.stream().sorted(Measurement.IN_TIME).distinct().toList();
    }

    private static OptionalInt firstWarmup(Optional<StoredSeries> stored, Optional<SeriesBatch> pending) {
        return stored.map(StoredSeries::warmup)
                .or(() -> pending.map(SeriesBatch::warmup))
                .orElse(OptionalInt.empty());
    }

    static SeriesWatch watch(Series series, OptionalInt warmup, LeastEffects leastEffects, double threshold) {
        Windows windows = warmup.isPresent() ? Windows.ofWarmup(warmup.getAsInt()) : Windows.service();
        return new SeriesWatch(series.type(), windows, leastEffects.of(series.type()), threshold);
    }
}
