/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import java.util.Arrays;
import java.util.OptionalDouble;

/** How often values fell into buckets. */
public final class Distribution {

    private final double[] bounds;
    private final double[] counts;

    /**
     * A distribution.
     *
     * @param bounds inclusive upper bounds of the buckets, ascending; the last bucket has none; not copied
     * @param counts one more than the bounds; not copied
     * @throws IllegalArgumentException when there is not one count more than there are bounds
     */
    public Distribution(double[] bounds, double[] counts) {
        if (counts.length != bounds.length + 1) {
            throw new IllegalArgumentException("one count more than bounds");
        }
        this.bounds = bounds;
        this.counts = counts;
    }

    /**
     * The value below which a share of all lie, as {@code histogram_quantile} of Prometheus has it: linear within a bucket, from 0 in
     * the first where its bound is positive; the highest bound where it lies above that.
     *
     * @param share 0 to 1
     * @return empty when there are no values, or no bounds
     */
    public OptionalDouble quantile(double share) {
        double total = Arrays.stream(counts).sum();
        if (!(total > 0) || bounds.length == 0) {
            return OptionalDouble.empty();
        }
        double rank = share * total;
        double below = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (below + counts[i] >= rank && counts[i] > 0) {
                double lower = i > 0 ? bounds[i - 1] : Math.min(0, bounds[0]);
                return OptionalDouble.of(lower + (bounds[i] - lower) * Math.max(0, rank - below) / counts[i]);
            }
            below += counts[i];
        }
        return OptionalDouble.of(bounds[bounds.length - 1]);
    }
}
