/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.MetricEvidence;
import io.aegis.monitoring.failure.MetricHistory;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.failure.RootCause;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The detector itself, with the past in memory. */
final class LocalFailureJudge implements FailureJudge {

    /** As long as the server knows them. */
    private static final Duration CALLS_KNOWN = Duration.ofMinutes(65);

    private final List<CallMinute> calls = new ArrayList<>();
    private final FailureDetector detector = new FailureDetector(Duration.ofMinutes(5));
    private final LogTemplateHistory book = new LogTemplateHistory();
    private final Map<Series, TreeMap<Long, Double>> past = new HashMap<>();

    private final MetricHistory history = new MetricHistory() {
        @Override
        public double[] before(Series series, Instant start) {
            double[] all = minutes(series).headMap(minute(start)).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            int from = Math.max(0, all.length - MetricEvidence.LONG_HISTORY);
            return Arrays.copyOfRange(all, from, all.length);
        }

        @Override
        public OptionalDouble at(Series series, Instant minute) {
            Double known = minutes(series).get(minute(minute));
            return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
        }
    };

    @Override
    public Judged judge(List<MetricSample> samples, List<LogEntry> logs, List<CallMinute> newest) {
        calls.addAll(newest);
        newest.stream()
                .map(call -> call.minute().minus(CALLS_KNOWN))
                .max(Instant::compareTo)
                .ifPresent(oldest -> calls.removeIf(call -> call.minute().isBefore(oldest)));
        FailureVerdict verdict = detector.judge(
                new Observations(MetricSample.bySeries(samples), logs, List.of(), Map.of(), calls),
                Instant.EPOCH,
                history,
                book);
        samples.forEach(sample -> past.computeIfAbsent(sample.series(), _ -> new TreeMap<>())
                .put(minute(sample.timestamp()), sample.value()));
        return new Judged(
                verdict.detected(),
                verdict.likely().label(),
                verdict.suspects().stream().map(RootCause.Suspect::service).toList());
    }

    private NavigableMap<Long, Double> minutes(Series series) {
        return past.getOrDefault(series, new TreeMap<>());
    }

    private static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), 60L);
    }
}
