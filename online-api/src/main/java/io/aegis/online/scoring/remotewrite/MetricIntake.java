/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricMapping.Use;
import io.aegis.online.scoring.remotewrite.RemoteWriteMeters.Fate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes what is scored of what monitoring systems send: takes values as they are, and keeps the last minutes of counters,
 * histograms and parts of sums for what is calculated of them. Of a series that finds no room in the {@link TrackedSeriesCache}
 * the samples are counted and not kept. Thread-safe.
 */
final class MetricIntake {

    private static final int MOST_NAMES = 20_000;

    private final Supplier<MetricMapping> mappings;
    private final InstantSource clock;
    private final TrackedSeriesCache cache;
    private final Map<String, List<MetricRule>> wanting = new HashMap<>();
    private Optional<MetricMapping> current = Optional.empty();

    /**
     * What came of a request.
     *
     * @param samples to be judged, by series
     * @param fates what became of the samples sent
     */
    record Taken(Map<Series, List<Measurement>> samples, Map<Fate, Integer> fates) {}

    /** A sample or histogram on its way to what is calculated. */
    private record ReceivedSample(
            long millis, TrackedSeries tracked, double value, Optional<NativeHistogram> histogram) {}

    /** What is collected while a request is taken. */
    private static final class Collected {
        private final Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        private final List<ReceivedSample> received = new ArrayList<>();

        private void count(Fate fate, int number) {
            if (number > 0) {
                fates.merge(fate, number, Integer::sum);
            }
        }

        private void measured(Series series, List<Measurement> values) {
            if (!values.isEmpty()) {
                samples.computeIfAbsent(series, _ -> new ArrayList<>()).addAll(values);
            }
        }
    }

    /**
     * Nothing is known yet.
     *
     * @param mappings which is in use; another one begins anew
     * @param capacity series of which the last minutes are kept
     * @param clock says which times lie ahead
     * @param ticker measures silence
     */
    MetricIntake(Supplier<MetricMapping> mappings, int capacity, InstantSource clock, Ticker ticker) {
        this.mappings = mappings;
        this.clock = clock;
        this.cache = new TrackedSeriesCache(capacity, ticker);
    }

    /** The latest time that is believed now: after a sample of a time to come all others of its series would be late. */
    Instant latest() {
        return clock.instant().plus(Measurement.MOST_AHEAD);
    }

    /** Takes the series of a request. */
    synchronized Taken take(List<RemoteSeries> sent) {
        MetricMapping mapping = mapping();
        Collected collected = new Collected();
        Instant ahead = latest();
        for (RemoteSeries each : sent) {
            take(mapping, each, ahead.toEpochMilli(), collected);
        }
        calculate(collected);
        return new Taken(collected.samples, collected.fates);
    }

    /** Whether a rule may have a use for series of a name. */
    synchronized boolean wants(String metric) {
        return !wanting(mapping(), metric).isEmpty();
    }

    /** What a series is used for; nothing when it is not. */
    synchronized List<Use> uses(Map<String, String> labels, boolean nativeHistogram) {
        return MetricMapping.uses(
                wanting(mapping(), labels.getOrDefault(RemoteSeries.NAME, "")), labels, nativeHistogram);
    }

    /** The mapping in use; another one than before begins anew. */
    private MetricMapping mapping() {
        MetricMapping mapping = mappings.get();
        if (!current.equals(Optional.of(mapping))) {
            cache.clear();
            wanting.clear();
            current = Optional.of(mapping);
        }
        return mapping;
    }

    private List<MetricRule> wanting(MetricMapping mapping, String metric) {
        if (wanting.size() >= MOST_NAMES) {
            wanting.clear();
        }
        return wanting.computeIfAbsent(metric, mapping::wanting);
    }

    /** Series whose last minutes are kept. */
    synchronized int size() {
        return cache.size();
    }

    /** Series that are calculated. */
    synchronized int calculated() {
        return cache.calculated();
    }

    /** Series that made place for others, since the process started. */
    synchronized long evicted() {
        return cache.evicted();
    }

    private void take(MetricMapping mapping, RemoteSeries sent, long ahead, Collected collected) {
        List<Use> uses = MetricMapping.uses(
                wanting(mapping, sent.name()), sent.labels(), !sent.histograms().isEmpty());
        if (uses.isEmpty()) {
            collected.count(Fate.UNMAPPED, sent.size());
            return;
        }
        List<Use> calculated = new ArrayList<>();
        for (Use use : uses) {
            if (use.rule().direct()) {
                direct(use.rule(), sent, ahead, collected);
            } else {
                calculated.add(use);
            }
        }
        if (!calculated.isEmpty()) {
            track(calculated, sent, ahead, collected);
        }
    }

    private static void direct(MetricRule rule, RemoteSeries sent, long ahead, Collected collected) {
        Series series;
        try {
            series = rule.series(sent.labels());
        } catch (IllegalArgumentException e) {
            collected.count(Fate.INVALID, sent.samples().size());
            return;
        }
        List<Measurement> usable = new ArrayList<>(sent.samples().size());
        for (RemoteSeries.Sample sample : sent.samples()) {
            double value = (rule.complement() ? 1 - sample.value() : sample.value()) * rule.scale();
            if (!Double.isFinite(value)) {
                collected.count(Fate.STALE, 1);
            } else if (sample.millis() < 0) {
                collected.count(Fate.INVALID, 1);
            } else if (sample.millis() > ahead) {
                collected.count(Fate.FUTURE, 1);
            } else {
                usable.add(new Measurement(Instant.ofEpochMilli(sample.millis()), value));
            }
        }
        collected.count(Fate.SCORED, usable.size());
        collected.measured(series, usable);
    }

    private void track(List<Use> uses, RemoteSeries sent, long ahead, Collected collected) {
        Optional<TrackedSeries> found;
        try {
            found = cache.track(uses, sent);
        } catch (IllegalArgumentException e) {
            collected.count(Fate.INVALID, sent.size());
            return;
        }
        if (found.isEmpty()) {
            collected.count(Fate.NO_ROOM, sent.size());
            return;
        }
        TrackedSeries tracked = found.get();
        for (RemoteSeries.Sample sample : sent.samples()) {
            if (!RemoteSeries.isStale(sample.value()) && !Double.isFinite(sample.value())) {
                collected.count(Fate.STALE, 1);
            } else if (sample.millis() < 0) {
                collected.count(Fate.INVALID, 1);
            } else if (sample.millis() > ahead) {
                collected.count(Fate.FUTURE, 1);
            } else {
                collected.received.add(new ReceivedSample(sample.millis(), tracked, sample.value(), Optional.empty()));
            }
        }
        for (NativeHistogram histogram : sent.histograms()) {
            if (histogram.millis() < 0 || !histogram.known()) {
                collected.count(Fate.INVALID, 1);
            } else if (histogram.millis() > ahead) {
                collected.count(Fate.FUTURE, 1);
            } else {
                collected.received.add(
                        new ReceivedSample(histogram.millis(), tracked, Double.NaN, Optional.of(histogram)));
            }
        }
    }

    /** In the order of time, so that all of a minute is there when it is calculated, however a request is sorted. */
    private void calculate(Collected collected) {
        collected.received.sort(Comparator.comparingLong(ReceivedSample::millis));
        for (ReceivedSample sample : collected.received) {
            TrackedSeries tracked = sample.tracked();
            for (DerivedSeries target : tracked.targets()) {
                if (!target.closed()) {
                    collected.measured(target.series(), target.until(sample.millis()));
                }
            }
            collected.count(add(sample) ? Fate.TRACKED : Fate.LATE, 1);
        }
    }

    private boolean add(ReceivedSample sample) {
        TrackedSeries tracked = sample.tracked();
        return sample.histogram()
                .map(histogram -> cache.add(tracked, histogram))
                .orElseGet(() -> tracked.add(sample.millis(), sample.value()));
    }
}
