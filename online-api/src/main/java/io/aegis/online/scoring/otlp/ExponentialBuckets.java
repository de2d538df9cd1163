/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import java.util.function.LongConsumer;

/**
 * The counts of an exponential histogram in buckets that are the same for all: eight to a doubling, from 2^-20 to 2^20. What lies
 * outside counts in the first or the last. Bucket {@code i} of scale {@code s} lies between {@code 2^(i/2^s)} and
 * {@code 2^((i+1)/2^s)}, by OpenTelemetry's data model; coarser ones are spread evenly over those they cover.
 */
final class ExponentialBuckets {

    private static final int SCALE = 3;
    private static final int HALF = 20 << SCALE;
    private static final int COUNT = 2 * HALF;

    /** Scales that OpenTelemetry allows, with room. */
    private static final int FINEST = 30;

    private static final int COARSEST = -30;

    private static final long MOST_INDEX = 1L << 28;

    private ExponentialBuckets() {}

    /** Upper bounds, from the lowest; below the first lie also what is zero or negative. */
    static double[] bounds() {
        double[] bounds = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            bounds[i] = Math.pow(2, (i + 1.0 - HALF) / (1 << SCALE));
        }
        return bounds;
    }

    /** Counts of which none is given yet: one for each of the bounds, and one above. */
    static double[] counts() {
        return new double[COUNT + 1];
    }

    /** Takes the counts of a histogram's buckets of one sign, in their order. */
    static LongConsumer into(double[] counts, int scale, int offset) {
        int bounded = Math.clamp(scale, COARSEST, FINEST);
        long[] index = {offset};
        return count -> {
            add(counts, bounded, index[0], count);
            index[0]++;
        };
    }

    private static void add(double[] counts, int scale, long index, long count) {
        if (count <= 0) {
            return;
        }
        if (scale >= SCALE) {
            counts[clamped((index >> (scale - SCALE)) + HALF)] += count;
            return;
        }
        long parts = 1L << (SCALE - scale);
        int first = clamped(clampedProduct(index, parts) + HALF);
        int last = clamped(clampedProduct(index + 1, parts) + HALF - 1);
        for (int i = first; i <= last; i++) {
            counts[i] += (double) count / (last - first + 1);
        }
    }

    /** Indices are of 32 bits and parts of at most 33, so that the product fits. */
    private static long clampedProduct(long index, long parts) {
        return Math.clamp(index, -MOST_INDEX, MOST_INDEX) * parts;
    }

    private static int clamped(long index) {
        return Math.clamp(index, 0, COUNT);
    }
}
