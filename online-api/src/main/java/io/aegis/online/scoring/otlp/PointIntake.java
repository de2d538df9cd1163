/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.otlp.OtlpMetric.Kind;
import io.aegis.online.scoring.remotewrite.MappedValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes samples of what was measured: by the semantic conventions, else by the mapping of remote write under Prometheus' names. Counts
 * {@code aegis_otlp_points_total} by what became of the points. Thread-safe.
 */
final class PointIntake {

    /** What became of a point. */
    enum Fate {
        /** It counts in a sample. */
        TAKEN,
        /** Neither a convention nor a rule wants its metric. */
        UNMAPPED,
        /** It is not what a point has to be. */
        REJECTED
    }

    private final SampleDerivation derivation;
    private final IdleDeltas idle = new IdleDeltas();
    private final MappedValues mapping;
    private final MeterRegistry registry;

    PointIntake(SampleDerivation derivation, MappedValues mapping, MeterRegistry registry) {
        this.derivation = derivation;
        this.mapping = mapping;
        this.registry = registry;
        for (Fate fate : Fate.values()) {
            counter(fate);
        }
    }

    /**
     * What a request amounts to.
     *
     * @param samples by series, at least one of each
     * @param rejected points
     */
    record Taken(Map<Series, List<Measurement>> samples, int rejected) {}

    Taken take(MetricsRequest.Read read) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        List<MappedValues.Value> others = new ArrayList<>();
        int rejected = read.rejected();
        Instant latest = mapping.latest();
        Map<Series, String> makers = new HashMap<>();
        for (MetricsRequest.Measured each : read.measured()) {
            MetricsRequest.Measured measured = each.until(latest);
            rejected += each.points() - measured.points();
            idle.note(measured, samples);
            for (OtlpMetric metric : preferredFirst(measured.metrics())) {
                Map<Series, List<Measurement>> made = new LinkedHashMap<>();
                rejected += take(measured.resource(), metric, made, others);
                // The metric that comes first keeps a series that two would make: two values of one moment are none.
                made.forEach((series, some) -> {
                    if (makers.computeIfAbsent(series, _ -> metric.name()).equals(metric.name())) {
                        samples.computeIfAbsent(series, _ -> new ArrayList<>()).addAll(some);
                    }
                });
            }
        }
        MappedValues.Taken mapped = mapping.take(others);
        mapped.samples().forEach((series, some) -> {
            if (!makers.containsKey(series)) {
                samples.computeIfAbsent(series, _ -> new ArrayList<>()).addAll(some);
            }
        });
        counter(Fate.TAKEN).increment(mapped.wanted());
        counter(Fate.UNMAPPED).increment(others.size() - mapped.wanted() - mapped.invalid());
        rejected += mapped.invalid();
        counter(Fate.REJECTED).increment(rejected);
        return new Taken(samples, rejected);
    }

    private static List<OtlpMetric> preferredFirst(List<OtlpMetric> metrics) {
        return metrics.stream()
                .sorted(Comparator.comparingInt(metric -> Convention.rank(metric.name())))
                .toList();
    }

    /** How many points were rejected. */
    private int take(
            OtlpResource resource,
            OtlpMetric metric,
            Map<Series, List<Measurement>> samples,
            List<MappedValues.Value> others) {
        int points = metric.points().size();
        List<Convention> conventions = Convention.of(metric.name());
        if (conventions.isEmpty()) {
            counter(Fate.UNMAPPED).increment(points - values(resource, metric, others));
            return 0;
        }
        try {
            int rejected = Math.min(points, derivation.derive(resource, metric, conventions, samples));
            counter(Fate.TAKEN).increment(points - rejected);
            return rejected;
        } catch (IllegalArgumentException e) {
            // The resource's names are longer than a series' may be.
            return points;
        }
    }

    /** How many points a rule may want. */
    private int values(OtlpResource resource, OtlpMetric metric, List<MappedValues.Value> into) {
        String name = PrometheusName.of(metric);
        if (!mapping.wants(name, metric.histogram())) {
            return 0;
        }
        for (OtlpPoint point : metric.points()) {
            into.add(new MappedValues.Value(
                    name,
                    labels(resource, point),
                    point.time(),
                    point.counts().mapped(),
                    metric.kind() == Kind.DELTA,
                    point.started()));
        }
        return metric.points().size();
    }

    /** As Prometheus has them. */
    static Map<String, String> labels(OtlpResource resource, OtlpPoint point) {
        Map<String, String> labels = new HashMap<>();
        point.attributes().forEach((attribute, value) -> labels.put(PrometheusName.of(attribute), value));
        labels.putAll(resource.labels());
        return labels;
    }

    private Counter counter(Fate fate) {
        return Counter.builder("aegis.otlp.points")
                .description("Data points that came by OTLP")
                .tag("fate", fate.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
