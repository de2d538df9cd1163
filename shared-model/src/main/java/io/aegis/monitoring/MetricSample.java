/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample with its series, where samples of several series come one after another.
 *
 * @param series what was measured and where
 * @param measurement the value, in the unit of the series' type, and its time
 */
public record MetricSample(Series series, Measurement measurement) {

    /**
     * The order in which samples are judged: by time, and at one time by value, so that the order of sending changes
     * nothing.
     */
    public static final Comparator<MetricSample> IN_TIME =
            Comparator.comparing(MetricSample::measurement, Measurement.IN_TIME);

    /**
     * A sample.
     *
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public MetricSample(Series series, double value, Instant timestamp) {
        this(series, new Measurement(timestamp, value));
    }

    /** Its value, in the unit of the series' type. */
    public double value() {
        return measurement.value();
    }

    /** Its time. */
    public Instant timestamp() {
        return measurement.time();
    }

    /** The samples of each series, both in the order in which they come. */
    public static Map<Series, List<Measurement>> bySeries(Collection<MetricSample> samples) {
        Map<Series, List<Measurement>> bySeries = new LinkedHashMap<>();
        samples.forEach(sample -> bySeries.computeIfAbsent(sample.series(), _ -> new ArrayList<>())
                .add(sample.measurement()));
        return bySeries;
    }
}
