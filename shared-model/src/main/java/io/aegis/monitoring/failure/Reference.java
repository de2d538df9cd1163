/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Arrays;

/**
 * What is usual for a metric of a service: the median of buckets before the window that is judged, and a spread that is
 * never less than a share of the median or than what matters for the type.
 *
 * @param median in the unit of the type
 * @param spread the same; 1.4826 times the median absolute deviation, or the least that counts
 */
record Reference(double median, double spread) {

    private static final double NORMAL = 1.4826;
    private static final double FURTHEST = 20;

    /** The least spread of a type: a share of the median, and an amount in the type's unit. */
    private record Least(double share, double amount) {

        static Least of(MetricType type) {
            return switch (type) {
                case CPU_USAGE -> new Least(0.10, 3);
                case MEMORY_USAGE -> new Least(0.10, 1);
                case RESPONSE_TIME -> new Least(0.20, 50);
                case REQUEST_RATE -> new Least(0.10, 0.2);
                case ERROR_RATE -> new Least(0.10, 0.01);
                case DISK_IO -> new Least(0.20, 1);
            };
        }
    }

    /**
     * The reference of a history.
     *
     * @param history not empty
     */
    static Reference of(MetricType type, double[] history) {
        double median = median(history);
        double[] deviations =
                Arrays.stream(history).map(value -> Math.abs(value - median)).toArray();
        Least least = Least.of(type);
        double spread =
                Math.max(NORMAL * median(deviations), Math.max(least.share() * Math.abs(median), least.amount()));
        return new Reference(median, spread);
    }

    /** How many spreads a value lies above the median, at the most 20 either way. */
    double deviations(double value) {
        return Math.clamp((value - median) / spread, -FURTHEST, FURTHEST);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
}
