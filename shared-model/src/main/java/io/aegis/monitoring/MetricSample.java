package io.aegis.monitoring;

import java.time.Instant;
import java.util.Comparator;

/**
 * One measurement.
 *
 * @param series what was measured and where
 * @param value any finite number, in the unit of the type
 * @param timestamp when
 */
public record MetricSample(Series series, double value, Instant timestamp) {

    /**
     * The order in which samples are judged: by time, and at one time by value, so that the order of sending changes
     * nothing.
     */
    public static final Comparator<MetricSample> IN_TIME =
            Comparator.comparing(MetricSample::timestamp).thenComparingDouble(MetricSample::value);

    /**
     * A sample.
     *
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public MetricSample {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a sample's value is a finite number");
        }
    }
}
