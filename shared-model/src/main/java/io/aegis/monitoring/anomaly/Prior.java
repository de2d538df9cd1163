/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import io.aegis.monitoring.MetricType;

/**
 * What is usual for a type of metric, for as long as a series has no past of its own. By itself a prior gives a score of 0.85 to
 * its limit: cpu_usage and memory_usage 94 % (so 95 % scores .88, 90 % .67, 80 % .11), error_rate 0.2 (.45 scores .98, .1
 * .41), response_time 3,000 ms (10 s scores .995, 1 s .17). Of request_rate and disk_io nothing is usual everywhere: their
 * priors never speak.
 *
 * @param expected the value to expect, in the type's unit; NaN for whatever comes first
 * @param error the mean absolute error of that, in the type's unit; as a share of the first value where that is expected
 * @param limit the value that scores 0.85; infinite when no value does
 * @param steepness the power of value / limit that is the strength of a value
 */
record Prior(double expected, double error, double limit, double steepness) {

    /** No value without a past is stronger: a unit other than the documented one must not drown what follows. */
    private static final double STRONGEST = 2;

    private static final Prior CPU = new Prior(45, 10, 94, 4);
    private static final Prior MEMORY = new Prior(50, 10, 94, 4);
    private static final Prior ERRORS = new Prior(0.01, 0.02, 0.2, 0.5);
    private static final Prior LATENCY = new Prior(200, 200, 3_000, 0.5);
    private static final Prior NOTHING_USUAL = new Prior(Double.NaN, 0.2, Double.POSITIVE_INFINITY, 1);

    static Prior of(MetricType type) {
        return switch (type) {
            case CPU_USAGE -> CPU;
            case MEMORY_USAGE -> MEMORY;
            case ERROR_RATE -> ERRORS;
            case RESPONSE_TIME -> LATENCY;
            case REQUEST_RATE, DISK_IO -> NOTHING_USUAL;
        };
    }

    /** What to expect of a series that begins with that value. */
    double expected(double first) {
        return Double.isNaN(expected) ? first : expected;
    }

    /** How wrong that is on average. */
    double error(double first) {
        return Double.isNaN(expected) ? error * Math.abs(first) : error;
    }

    double strength(double value) {
        return value <= 0 ? 0 : Math.min(STRONGEST, Calibration.ALERT_STRENGTH * Math.pow(value / limit, steepness));
    }
}
