/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.sampledata;

import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.sampledata.SampleRemoval;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.scoring.failure.FailureRehearsal;
import io.aegis.online.scoring.memory.LastVerdicts;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Two services that do not exist, their last eight hours minute by minute, and a fault: for 25 minutes the one that takes payments
 * is slow and fails, and with it the shop that calls it. Judged by the detectors that judge everything, but apart: no memory of this
 * process learns of it, and nobody is told.
 */
final class SampleServices {

    /** The label by which jobs know that a series is a sample: {@code JSON_VALUE(labels, '$.aegis_sample')}. */
    static final String LABEL = "aegis_sample";

    static final String SHOP = "sample-shop";
    static final String PAYMENTS = "sample-payments";

    private static final int MINUTES = 480;
    private static final int FAULT = 50;
    private static final int FAULT_LASTS = 25;
    private static final int LATER = 3;
    /** Minutes before the end at which it is judged whether they fail. */
    private static final int JUDGED = 40;

    private static final int WINDOW = 5;
    private static final int PAST = 60;
    private static final int LINES = 8;

    /** More than there are anomalies. */
    private static final int FAILURE = 4_000;

    private static final double NOISE = 0.06;
    private static final int SEED = 62;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What a metric of a service is as a rule, and times what it is during the fault. */
    private record Usual(String service, MetricType type, double level, double faulty) {

        Series series() {
            return Series.of(type, Map.of("service", service, LABEL, "true"));
        }

        /** Minutes before the end of the samples that the fault reaches it. */
        int begins() {
            return service.equals(PAYMENTS) ? FAULT : FAULT - LATER;
        }
    }

    private static final List<Usual> METRICS = List.of(
            new Usual(PAYMENTS, MetricType.REQUEST_RATE, 40, 0.7),
            new Usual(PAYMENTS, MetricType.ERROR_RATE, 0.002, 160),
            new Usual(PAYMENTS, MetricType.RESPONSE_TIME, 90, 11),
            new Usual(PAYMENTS, MetricType.CPU_USAGE, 28, 1),
            new Usual(SHOP, MetricType.REQUEST_RATE, 120, 0.8),
            new Usual(SHOP, MetricType.ERROR_RATE, 0.004, 30),
            new Usual(SHOP, MetricType.RESPONSE_TIME, 180, 5),
            new Usual(SHOP, MetricType.CPU_USAGE, 35, 1));

    private final Judge judge;
    private final SampleStore samples;
    private final SeriesVerdictStore verdicts;
    private final PredictionStore predictions;
    private final SampleRemoval removal;
    private final FailureRehearsal rehearsal;
    private final double threshold;
    private final Ticker ticker;

    /** Makes what judges samples apart from all others. */
    @FunctionalInterface
    interface Judge {

        /**
         * A new one.
         *
         * @param into takes the samples
         * @param last takes what was said of each series last
         * @param ids of what is found
         * @param clock says when that is
         */
        AnomalyScoring apart(SampleBuffer into, LastVerdicts last, Supplier<UUID> ids, InstantSource clock);
    }

    /**
     * The services.
     *
     * @param judge makes what judges them
     * @param rehearsal judges whether they fail
     * @param threshold scores from here are anomalies
     */
    SampleServices(
            Judge judge,
            SampleStore samples,
            SeriesVerdictStore verdicts,
            PredictionStore predictions,
            SampleRemoval removal,
            FailureRehearsal rehearsal,
            double threshold,
            Ticker ticker) {
        this.judge = judge;
        this.samples = samples;
        this.verdicts = verdicts;
        this.predictions = predictions;
        this.removal = removal;
        this.rehearsal = rehearsal;
        this.threshold = threshold;
        this.ticker = ticker;
    }

    /**
     * Stores them, up to a moment; repeating is safe. The samples come after what was found in them: as long as they are missing,
     * who repeats it finds the same again.
     *
     * @return how many anomalies were found
     */
    int load(Instant until) throws DatabaseUnavailableException, InterruptedException {
        Instant first = until.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES));
        AtomicInteger minute = new AtomicInteger();
        InstantSource now = () -> first.plus(Duration.ofMinutes(minute.get()));
        AtomicInteger number = new AtomicInteger();
        SampleBuffer buffer =
                new SampleBuffer(batches -> samples.append(batches, deadline()), MINUTES * METRICS.size());
        LastVerdicts last = new LastVerdicts(some -> verdicts.put(some, deadline()), METRICS.size(), threshold);
        AnomalyScoring scoring = judge.apart(buffer, last, () -> id(now.instant(), number.getAndIncrement()), now);
        Random noise = new Random(SEED);
        List<Prediction> found = new ArrayList<>();
        Map<Series, List<Measurement>> seen = new LinkedHashMap<>();
        while (minute.incrementAndGet() <= MINUTES) {
            for (String service : List.of(PAYMENTS, SHOP)) {
                int left = MINUTES - minute.get();
                Map<Series, List<Measurement>> samples = measured(service, left, now.instant(), noise);
                AnomalyFinding finding = scoring.score(samples, OptionalInt.empty());
                if (finding.anomaly()) {
                    found.add(AnomalyScoring.prediction(finding));
                }
                if (left >= JUDGED && left < JUDGED + WINDOW) {
                    samples.forEach((series, some) ->
                            seen.computeIfAbsent(series, _ -> new ArrayList<>()).addAll(some));
                }
            }
        }
        store(found);
        last.flush();
        buffer.flush();
        Instant judged = first.plus(Duration.ofMinutes(MINUTES - JUDGED));
        store(List.of(rehearsal.judge(observed(seen, judged), id(judged, FAILURE), judged)));
        return found.size();
    }

    private void store(List<Prediction> found) throws DatabaseUnavailableException {
        removal.note(found.stream().map(Prediction::id).toList(), deadline());
        predictions.add(found, deadline());
    }

    /** What was seen of the fault a few minutes after it began: samples, lines and calls. */
    private static Observations observed(Map<Series, List<Measurement>> seen, Instant judged) {
        List<LogEntry> lines = new ArrayList<>();
        List<CallMinute> calls = new ArrayList<>();
        for (int before = PAST - 1; before >= 0; before--) {
            Instant minute = judged.minus(Duration.ofMinutes(before));
            boolean faulty = before < WINDOW;
            calls.add(new CallMinute(SHOP, PAYMENTS, minute, 2_400, faulty ? 780 : 5, faulty ? 990 : 90));
            for (int line = 0; faulty && line < LINES; line++) {
                Instant at = minute.minusSeconds(line);
                lines.add(new LogEntry(
                        PAYMENTS, LogLevel.ERROR, "connection to ledger-db:5432 timed out after 3000 ms", at));
                lines.add(new LogEntry(SHOP, LogLevel.ERROR, "POST /payments failed: 504 of sample-payments", at));
            }
        }
        return new Observations(seen, lines, List.of(), Map.of(SHOP, Set.of(PAYMENTS)), calls);
    }

    private static Map<Series, List<Measurement>> measured(String service, int left, Instant at, Random noise) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        for (Usual metric : METRICS) {
            if (metric.service().equals(service)) {
                boolean faulty = left < metric.begins() && left >= metric.begins() - FAULT_LASTS;
                double value =
                        metric.level() * (faulty ? metric.faulty() : 1) * (1 + NOISE * (2 * noise.nextDouble() - 1));
                samples.put(metric.series(), List.of(new Measurement(at, value)));
            }
        }
        return samples;
    }

    /** A UUIDv7, the same whenever the same is judged again. */
    private static UUID id(Instant at, int number) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000 | (number & 0xfff), 0xa1L << 56 | (long) SEED << 32 | number);
    }

    /** Removes them; repeating is safe. */
    void remove() throws DatabaseUnavailableException {
        while (removal.predictions(deadline()) == SampleRemoval.AT_ONCE) {
            // The next ones.
        }
        for (Usual metric : METRICS) {
            while (removal.series(metric.series(), deadline())) {
                // The rest of it.
            }
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
