/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The past of metrics as somebody who is told every sample knows it. */
final class RecordedMetrics implements MetricHistory {

    private final Map<Series, TreeMap<Long, TreeMap<MetricSample, Double>>> minutes = new HashMap<>();

    /** Learns samples; one that was told before does not count again. */
    void learn(Collection<MetricSample> samples) {
        for (MetricSample sample : samples) {
            minutes.computeIfAbsent(sample.series(), _ -> new TreeMap<>())
                    .computeIfAbsent(
                            LogTemplateHistory.minuteOf(sample.timestamp()), _ -> new TreeMap<>(MetricSample.IN_TIME))
                    .put(sample, sample.value());
        }
    }

    @Override
    public double[] before(Series series, Instant start) {
        return minutes
                .getOrDefault(series, new TreeMap<>())
                .headMap(LogTemplateHistory.minuteOf(start))
                .values()
                .stream()
                .mapToDouble(RecordedMetrics::mean)
                .toArray();
    }

    @Override
    public OptionalDouble at(Series series, Instant minute) {
        return minutes.getOrDefault(series, new TreeMap<>()).entrySet().stream()
                .filter(one -> one.getKey() == LogTemplateHistory.minuteOf(minute))
                .mapToDouble(one -> mean(one.getValue()))
                .findFirst();
    }

    private static double mean(Map<MetricSample, Double> values) {
        return List.copyOf(values.values()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
