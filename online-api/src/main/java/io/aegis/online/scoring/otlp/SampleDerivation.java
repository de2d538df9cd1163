/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.counter.CounterGrowth;
import io.aegis.monitoring.counter.CounterId;
import io.aegis.monitoring.counter.CounterMemory;
import io.aegis.monitoring.counter.CounterReading;
import io.aegis.monitoring.counter.Distribution;
import io.aegis.online.scoring.otlp.OtlpMetric.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Makes samples of metrics that a {@link Convention} knows: all points of a resource and a moment together. Thread-safe, as far as
 * its memory is.
 *
 * @param memory what counters showed before
 */
record SampleDerivation(CounterMemory memory) {

    private static final double QUANTILE = 0.95;

    /** A point, and what it adds: a number or the counts of buckets since the point before. */
    private static final class Added {
        private final OtlpPoint point;
        private final double[] values;

        private Added(OtlpPoint point, double[] values) {
            this.point = point;
            this.values = values;
        }

        private double total() {
            return Arrays.stream(values).sum();
        }
    }

    /** Points of one moment. */
    private static final class Moment {
        private final List<Added> added = new ArrayList<>();
        private double seconds;
    }

    /**
     * Makes samples.
     *
     * @param conventions about this metric
     * @param into gets them, by series
     * @return how many were left out, as they are more than a number holds in the series' unit
     * @throws IllegalArgumentException when the resource has more or longer labels than a series may have
     */
    int derive(
            OtlpResource resource,
            OtlpMetric metric,
            List<Convention> conventions,
            Map<Series, List<Measurement>> into) {
        Map<Instant, Moment> moments = moments(resource, metric);
        int beyond = 0;
        for (Convention convention : conventions) {
            Map<String, String> labels = new HashMap<>(resource.labels());
            labels.putAll(convention.labels());
            Series series = Series.of(convention.type(), labels);
            for (Map.Entry<Instant, Moment> each : moments.entrySet()) {
                OptionalDouble value = value(convention, metric, each.getValue());
                double scaled = value.orElse(0) * convention.scale();
                if (!Double.isFinite(scaled)) {
                    beyond++;
                } else if (value.isPresent()) {
                    into.computeIfAbsent(series, _ -> new ArrayList<>()).add(new Measurement(each.getKey(), scaled));
                }
            }
        }
        return beyond;
    }

    private Map<Instant, Moment> moments(OtlpResource resource, OtlpMetric metric) {
        Map<Instant, Moment> moments = new TreeMap<>();
        for (OtlpPoint point : metric.points()) {
            if (metric.kind() == Kind.GAUGE) {
                moments.computeIfAbsent(point.time(), _ -> new Moment())
                        .added
                        .add(new Added(point, point.counts().values()));
            } else {
                growth(resource, metric, point).ifPresent(growth -> {
                    Moment moment = moments.computeIfAbsent(growth.until(), _ -> new Moment());
                    moment.added.add(new Added(point, growth.values()));
                    moment.seconds = Math.max(moment.seconds, growth.seconds());
                });
            }
        }
        return moments;
    }

    private Optional<CounterGrowth> growth(OtlpResource resource, OtlpMetric metric, OtlpPoint point) {
        double[] values = point.counts().values();
        if (metric.kind() == Kind.DELTA) {
            return point.started()
                    .filter(started -> started.isBefore(point.time()))
                    .map(started -> new CounterGrowth(started, point.time(), values));
        }
        TreeMap<String, String> identity = new TreeMap<>(point.attributes());
        resource.labels().forEach((label, value) -> identity.put("resource " + label, value));
        return memory.grown(
                CounterId.of(metric.name(), identity), new CounterReading(point.started(), point.time(), values));
    }

    private static OptionalDouble value(Convention convention, OtlpMetric metric, Moment moment) {
        if (metric.kind() != Kind.GAUGE && convention.as().isLevel()) {
            // Of changes nobody knows to what they amount.
            return OptionalDouble.empty();
        }
        return switch (convention.as()) {
            case VALUE -> OptionalDouble.of(total(moment.added));
            case RATE ->
                moment.seconds > 0 ? OptionalDouble.of(total(moment.added) / moment.seconds) : OptionalDouble.empty();
            case QUANTILE -> quantile(moment.added, Convention.milliseconds(metric.unit()));
            case ERRORS, BUSY, USED -> share(convention, moment.added);
        };
    }

    private static double total(List<Added> added) {
        return added.stream().mapToDouble(Added::total).sum();
    }

    private static OptionalDouble share(Convention convention, List<Added> added) {
        double all = total(added);
        double counted = added.stream()
                .filter(each -> convention.counts(each.point))
                .mapToDouble(Added::total)
                .sum();
        return all > 0 ? OptionalDouble.of(counted / all) : OptionalDouble.empty();
    }

    /** Points of one metric have the same bounds; those that have others than the first are left out. */
    private static OptionalDouble quantile(List<Added> added, double scale) {
        double[] bounds = added.getFirst().point.counts().bounds();
        double[] counts = new double[bounds.length + 1];
        for (Added each : added) {
            if (each.values.length == counts.length) {
                for (int i = 0; i < counts.length; i++) {
                    counts[i] += each.values[i];
                }
            }
        }
        OptionalDouble quantile = new Distribution(bounds, counts).quantile(QUANTILE);
        return quantile.isPresent() ? OptionalDouble.of(quantile.getAsDouble() * scale) : quantile;
    }
}
