package io.aegis.online.scoring.memory;

import io.aegis.db.series.Measurement;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.StoredSeries;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.SeriesDetector;
import io.aegis.monitoring.anomaly.Verdict;
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

    private final SampleHistory history;
    private final SampleBuffer buffer;

    DetectorWarmUp(SampleHistory history, SampleBuffer buffer) {
        this.history = history;
        this.buffer = buffer;
    }

    /**
     * A detector and how it came to be.
     *
     * @param detector knows what is known
     * @param warmup what the series was first sent with
     * @param status where its knowledge comes from
     */
    record Recalled(SeriesDetector detector, OptionalInt warmup, HistoryStatus status) {

        static Recalled blank(Series series, OptionalInt warmup, HistoryStatus status) {
            return new Recalled(new SeriesDetector(series.type(), windows(warmup)), warmup, status);
        }
    }

    /**
     * A detector warmed with the newest samples.
     *
     * @param warmup for a series that is new
     * @throws DatabaseUnavailableException when the history cannot be read in time
     */
    Recalled recall(Series series, OptionalInt warmup, Lookups lookups, Deadline deadline)
            throws DatabaseUnavailableException {
        // First what waits: whatever is written meanwhile is found in the database, or in both.
        Optional<SeriesBatch> pending = buffer.pending(series);
        Optional<StoredSeries> stored = lookups.of(series, deadline);
        if (stored.isEmpty() && pending.isEmpty()) {
            return Recalled.blank(series, warmup, HistoryStatus.NEW);
        }
        OptionalInt first = firstWarmup(stored, pending);
        Recalled recalled = Recalled.blank(series, first, HistoryStatus.KNOWN);
        before(stored, pending, ALWAYS, deadline)
                .forEach(each -> recalled.detector().judge(each.time(), each.value()));
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
    List<Verdict> replay(Series series, OptionalInt warmup, List<Measurement> late, Deadline deadline)
            throws DatabaseUnavailableException {
        Instant first = late.getFirst().time();
        Instant last = late.getLast().time();
        Optional<SeriesBatch> pending = buffer.pending(series);
        Optional<StoredSeries> stored = new Lookups(history).of(series, deadline);
        SeriesDetector detector = new SeriesDetector(series.type(), windows(warmup));
        before(stored, pending, first, deadline).forEach(each -> detector.judge(each.time(), each.value()));
        List<Measurement> known = new ArrayList<>();
        if (stored.isPresent()) {
            known.addAll(history.between(stored.get().id(), first, last, REPLAYED, deadline));
        }
        pending.ifPresent(batch -> batch.samples().stream()
                .filter(each -> !each.time().isBefore(first) && !each.time().isAfter(last))
                .forEach(known::add));
        return replayed(detector, known, late);
    }

    private static List<Verdict> replayed(SeriesDetector detector, List<Measurement> known, List<Measurement> late) {
        Set<Measurement> before = new HashSet<>(known);
        Map<Measurement, Verdict> verdicts = new HashMap<>();
        List<Measurement> all = new ArrayList<>(known);
        all.addAll(late);
        for (Measurement each : ordered(all)) {
            verdicts.put(each, detector.judge(each.time(), each.value()));
        }
        List<Verdict> result = new ArrayList<>(late.size());
        for (Measurement each : late) {
            Verdict verdict = verdicts.get(each);
            if (verdict == null) {
                throw new IllegalStateException("a sample was not judged");
            }
            result.add(verdict.as(before.contains(each) ? SampleOrder.DUPLICATE : SampleOrder.LATE));
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

    static Windows windows(OptionalInt warmup) {
        return warmup.isPresent() ? Windows.ofWarmup(warmup.getAsInt()) : Windows.service();
    }
}
