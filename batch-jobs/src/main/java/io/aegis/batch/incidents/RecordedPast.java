/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.MetricEvidence;
import io.aegis.monitoring.failure.MetricHistory;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The past of metrics as a recording has it: means by the minute, however long ago. */
final class RecordedPast implements MetricHistory {

    private static final long MINUTE = 60;

    private final Map<Series, TreeMap<Long, double[]>> minutes = new HashMap<>();

    RecordedPast(List<MetricSample> samples) {
        for (MetricSample sample : samples) {
            double[] sum = of(sample.series()).computeIfAbsent(minute(sample.timestamp()), _ -> new double[2]);
            sum[0] += sample.value();
            sum[1]++;
        }
    }

    @Override
    public double[] before(Series series, Instant start) {
        double[] all = of(series).headMap(minute(start)).values().stream()
                .mapToDouble(RecordedPast::mean)
                .toArray();
        return Arrays.copyOfRange(all, Math.max(0, all.length - MetricEvidence.LONG_HISTORY), all.length);
    }

    /** Nothing: a minute of the window has all its samples in the window, and none from after its end. */
    @Override
    public OptionalDouble at(Series series, Instant minute) {
        return OptionalDouble.empty();
    }

    private NavigableMap<Long, double[]> of(Series series) {
        return minutes.computeIfAbsent(series, _ -> new TreeMap<>());
    }

    private static double mean(double[] sum) {
        return sum[0] / sum[1];
    }

    private static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), MINUTE);
    }
}
