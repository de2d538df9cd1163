/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A histogram of observations that came by another way than remote write, in the form of a native one of Prometheus.
 * Immutable.
 */
public final class ObservedHistogram implements MappedValues.Counted {

    private final int schema;
    private final double others;
    private final BucketCounts buckets;
    private final List<Double> bounds;
    private final double count;
    private final double sum;

    private ObservedHistogram(int schema, double others, BucketCounts buckets, List<Double> bounds, double sum) {
        this.schema = schema;
        this.others = others;
        this.buckets = buckets;
        this.bounds = bounds;
        this.count = others
                + IntStream.range(0, buckets.size()).mapToDouble(buckets::count).sum();
        this.sum = sum;
    }

    /**
     * A histogram whose bounds are listed.
     *
     * @param bounds upper ones, ascending
     * @param counts one more than bounds
     * @param sum of all observations; not a number where it is unknown
     */
    public static ObservedHistogram listed(double[] bounds, double[] counts, double sum) {
        int[] indexes = IntStream.range(0, counts.length).toArray();
        return new ObservedHistogram(
                NativeHistogram.CUSTOM,
                0,
                BucketCounts.of(indexes, counts),
                DoubleStream.of(bounds).boxed().toList(),
                sum);
    }

    /**
     * A histogram whose buckets grow by the factor 2^(2^-scale).
     *
     * @param offset the first bucket lies above 2^(offset * 2^-scale)
     * @param counts of the buckets, which follow each other
     * @param others observations that are zero or negative
     * @param sum of all observations; not a number where it is unknown
     */
    public static ObservedHistogram exponential(int scale, int offset, long[] counts, double others, double sum) {
        // What OpenTelemetry counts from its lower bound Prometheus counts from its upper one.
        int[] indexes = IntStream.range(0, counts.length)
                .map(i -> Math.clamp((long) offset + i + 1, Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2))
                .toArray();
        BucketCounts buckets =
                BucketCounts.of(indexes, Arrays.stream(counts).asDoubleStream().toArray());
        int schema = Math.min(scale, NativeHistogram.FINEST);
        return new ObservedHistogram(schema, others, buckets.coarser(scale - schema), List.of(), sum);
    }

    double count() {
        return count;
    }

    double sum() {
        return sum;
    }

    NativeHistogram at(long millis) {
        return new NativeHistogram(millis, schema, count, 0, others, buckets, BucketCounts.NONE, bounds, false, false);
    }
}
