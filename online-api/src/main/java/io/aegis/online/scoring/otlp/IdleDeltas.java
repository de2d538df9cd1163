/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.cache.LruMap;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.otlp.Convention.Derivation;
import io.aegis.online.scoring.otlp.OtlpMetric.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that nothing happened. Who sends deltas leaves out what did not grow, where a cumulative counter stays as it is: a server
 * that gets no requests any more would be silent and not idle. So a metric that a resource sent before, and not with all else that it
 * measured since, was at rest. That is said one moment late, as a collector may send what belongs together one after the other.
 * Bounded. Thread-safe.
 */
final class IdleDeltas {

    /** As with growth of cumulative counters: who says nothing for longer may have begun anew, without what it sent before. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

    /** What did nothing for so long is not waited for any more. */
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    /** Points of one interval come a little earlier or later than the last ones. */
    private static final double JITTER = 0.9;

    private static final int MOST_RESOURCES = 10_000;
    private static final int MOST_METRICS = 20;

    private final Map<Map<String, String>, Resource> resources = new LruMap<>(MOST_RESOURCES);

    /** When a metric last grew, and over which time that was told. */
    private record Growth(Instant last, Duration interval) {}

    private static final class Resource {
        private final Map<String, Growth> metrics = new HashMap<>();
        private Instant newest = Instant.MIN;
    }

    /** Notes what a resource measured, and adds that rates were nothing where it can be told now. */
    synchronized void note(MetricsRequest.Measured measured, Map<Series, List<Measurement>> into) {
        Map<String, String> labels = measured.resource().labels();
        Optional<Instant> newest = measured.metrics().stream()
                .flatMap(metric -> metric.points().stream())
                .map(OtlpPoint::time)
                .max(Instant::compareTo);
        List<OtlpMetric> deltas =
                measured.metrics().stream().filter(IdleDeltas::counts).toList();
        if (newest.isEmpty() || (deltas.isEmpty() && !resources.containsKey(labels)) || !fits(labels)) {
            return;
        }
        Resource resource = resources.computeIfAbsent(labels, _ -> new Resource());
        if (newest.get().isAfter(resource.newest)) {
            if (newest.get().minus(LONGEST_GAP).isAfter(resource.newest)) {
                resource.metrics.clear();
            }
            deltas.forEach(metric -> grown(resource, metric, resource.newest));
            resource.metrics.forEach((metric, growth) -> atRest(labels, metric, growth, resource.newest, into));
            resource.newest = newest.get();
        }
        deltas.forEach(metric -> grown(resource, metric, newest.get()));
    }

    /** Labels that a series may not have get no sample in any case. */
    private static boolean fits(Map<String, String> labels) {
        return labels.size() < Series.MAX_LABELS
                && labels.values().stream().allMatch(value -> value.length() <= Series.MAX_VALUE_LENGTH);
    }

    private static boolean counts(OtlpMetric metric) {
        return metric.kind() == Kind.DELTA
                && Convention.of(metric.name()).stream().anyMatch(each -> each.as() == Derivation.RATE);
    }

    private static void grown(Resource resource, OtlpMetric metric, Instant until) {
        for (OtlpPoint point : metric.points()) {
            Optional<Growth> known = Optional.ofNullable(resource.metrics.get(metric.name()));
            if (point.time().isAfter(until)
                    || point.started().isEmpty()
                    || known.filter(growth -> !growth.last().isBefore(point.time()))
                            .isPresent()
                    || (known.isEmpty() && resource.metrics.size() >= MOST_METRICS)) {
                continue;
            }
            resource.metrics.put(
                    metric.name(),
                    new Growth(point.time(), Duration.between(point.started().get(), point.time())));
        }
    }

    private static void atRest(
            Map<String, String> labels,
            String metric,
            Growth growth,
            Instant moment,
            Map<Series, List<Measurement>> into) {
        if (!growth.last().isBefore(moment)) {
            return;
        }
        Duration since = Duration.between(growth.last(), moment);
        if (since.compareTo(LONGEST_REST) > 0
                || since.toMillis() < JITTER * growth.interval().toMillis()) {
            return;
        }
        for (Convention convention : Convention.of(metric)) {
            if (convention.as() == Derivation.RATE) {
                Map<String, String> all = new HashMap<>(labels);
                all.putAll(convention.labels());
                into.computeIfAbsent(Series.of(convention.type(), all), _ -> new ArrayList<>())
                        .add(new Measurement(moment, 0));
            }
        }
    }
}
