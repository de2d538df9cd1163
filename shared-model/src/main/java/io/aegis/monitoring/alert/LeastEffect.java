/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.MetricType;

/**
 * How far a value has to lie from what was expected before it can be an anomaly, however rare it is: of a flat series any
 * other value is infinitely rare. The larger of both counts.
 *
 * @param absolute in the unit of the metric, not negative
 * @param relative share of the expected value, not negative
 */
public record LeastEffect(double absolute, double relative) {

    /**
     * A least effect.
     *
     * @throws IllegalArgumentException when one is negative, infinite or not a number
     */
    public LeastEffect {
        if (!(absolute >= 0 && relative >= 0) || !Double.isFinite(absolute + relative)) {
            throw new IllegalArgumentException("a least effect has two finite numbers that are not negative");
        }
    }

    /**
     * The product's own: cpu_usage and memory_usage 1 percent point and 2.5 %, request_rate 0.1/s and 10 %, error_rate 0.01
     * and 10 %, response_time 5 ms and 10 %, disk_io 1 MB/s and 10 %. Judgement: what nobody would get up for.
     */
    public static LeastEffect of(MetricType type) {
        return switch (type) {
            case CPU_USAGE, MEMORY_USAGE -> new LeastEffect(1, 0.025);
            case REQUEST_RATE -> new LeastEffect(0.1, 0.1);
            case ERROR_RATE -> new LeastEffect(0.01, 0.1);
            case RESPONSE_TIME -> new LeastEffect(5, 0.1);
            case DISK_IO -> new LeastEffect(1, 0.1);
        };
    }

    /** The least effect beside that expected value, in the unit of the metric. */
    public double beside(double expected) {
        return Math.max(absolute, relative * Math.abs(expected));
    }
}
