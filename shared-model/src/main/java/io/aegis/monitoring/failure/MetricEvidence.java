/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the buckets of a window, a minute each, say of one metric of a service, against the buckets before them.
 *
 * @param usual the median of the buckets before
 * @param raised how many spreads the two highest buckets lie above that, on average
 * @param lowered how many spreads the two lowest lie below
 * @param latest how many spreads the last two lie above
 * @param peak the mean of the two highest buckets, in the type's unit
 * @param values of the buckets, NaN for one without samples
 * @param deviations how many spreads each bucket lies above what is usual; 0 for one without samples
 */
public record MetricEvidence(
        double usual,
        double raised,
        double lowered,
        double latest,
        double peak,
        List<Double> values,
        List<Double> deviations) {

    /** Buckets before the window that count. */
    public static final int LONG_HISTORY = 720;

    /** The same for memory, which drifts. */
    public static final int SHORT_HISTORY = 40;

    private static final double LARGEST = 1e300;

    /** Buckets that make the mean of the highest: two of five. */
    private static final double SHARE = 0.4;

    /** Evidence of one metric. */
    public MetricEvidence {
        values = List.copyOf(values);
        deviations = List.copyOf(deviations);
    }

    /**
     * The evidence of a window.
     *
     * @param before one mean for each bucket that has samples, oldest first; may be empty
     * @param window one mean for each bucket, oldest first; NaN for one without samples
     * @throws IllegalArgumentException when no bucket of the window has samples
     */
    public static MetricEvidence of(MetricType type, double[] before, double[] window) {
        return of(type, new MetricPast(before), window);
    }

    /** The same, where the past is known to more than one window. */
    static MetricEvidence of(MetricType type, MetricPast before, double[] window) {
        double[] seen = present(window);
        if (seen.length == 0) {
            throw new IllegalArgumentException("a window without samples is no evidence");
        }
        Reference reference = before.usual(type, seen[0]);
        double[] deviations = Arrays.stream(window)
                .map(value -> Double.isNaN(value) ? 0 : reference.deviations(bounded(value)))
                .toArray();
        double[] sorted = deviations.clone();
        Arrays.sort(sorted);
        Arrays.sort(seen);
        int few = Math.max(Math.min(2, sorted.length), (int) (SHARE * sorted.length));
        return new MetricEvidence(
                reference.median(),
                mean(sorted, sorted.length - few, sorted.length),
                0 - mean(sorted, 0, few),
                mean(deviations, Math.max(0, deviations.length - 2), deviations.length),
                mean(seen, Math.max(0, seen.length - few), seen.length),
                Arrays.stream(window).boxed().toList(),
                Arrays.stream(deviations).boxed().toList());
    }

    /**
     * How many spreads it stays above what is usual: that of the second highest bucket or, where more buckets lie that high
     * together, theirs by the square root of their number, against two. A single bucket counts only where there is no other, for
     * of a handful of requests one slow one makes it; what lasts is the surer the longer it does.
     */
    double lasting() {
        double[] highest = IntStream.range(0, values.size())
                .filter(bucket -> !values.get(bucket).isNaN())
                .mapToDouble(deviations::get)
                .sorted()
                .toArray();
        int buckets = highest.length;
        if (buckets < 2) {
            return buckets == 0 ? 0 : highest[0];
        }
        return IntStream.rangeClosed(2, buckets)
                .mapToDouble(together -> highest[buckets - together] * Math.sqrt(together / 2.0))
                .max()
                .orElse(0);
    }

    /** The mean of the last two buckets, in the type's unit; empty without samples. */
    OptionalDouble lately() {
        return values.stream()
                .skip(Math.max(0, values.size() - 2))
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .average();
    }

    /** Buckets with samples of at least that value. */
    long atLeast(double value) {
        return values.stream().filter(bucket -> bucket >= value).count();
    }

    /** The first bucket that lies so many spreads above what is usual; the number of buckets when none does. */
    int onset(double least) {
        for (int bucket = 0; bucket < deviations.size(); bucket++) {
            if (deviations.get(bucket) >= least) {
                return bucket;
            }
        }
        return deviations.size();
    }

    /** The mean of the two buckets from that one on, in the type's unit; what is usual when those have no samples. */
    double meanFrom(int bucket) {
        return twoFrom(bucket).average().orElse(usual);
    }

    /** The lower of the two buckets from that one on, in the type's unit; what is usual when those have no samples. */
    double leastFrom(int bucket) {
        return twoFrom(bucket).min().orElse(usual);
    }

    private DoubleStream twoFrom(int bucket) {
        return values.stream()
                .skip(bucket)
                .limit(2)
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue);
    }

    /** The lower of the last two buckets with samples, in the type's unit; what is usual when there is none. */
    double leastLately() {
        double[] known = values.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Arrays.stream(known).skip(Math.max(0, known.length - 2)).min().orElse(usual);
    }

    /** The logarithm that evidence is added up by: ln(1 + x), 0 for what is not raised. */
    static double weight(double deviations) {
        return Math.log1p(Math.max(0, deviations));
    }

    /** The buckets with samples, bounded. */
    static double[] present(double[] buckets) {
        return Arrays.stream(buckets)
                .filter(value -> !Double.isNaN(value))
                .map(MetricEvidence::bounded)
                .toArray();
    }

    private static double bounded(double value) {
        return Math.clamp(value, -LARGEST, LARGEST);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
