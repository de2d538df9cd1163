/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Rates of a classic histogram's buckets, each with all that is below its upper bound. Not thread-safe. */
final class ClassicBuckets {

    private final NavigableMap<Double, Double> counts = new TreeMap<>();

    void add(double upperBound, double rate) {
        counts.merge(upperBound, rate, Double::sum);
    }

    /**
     * The value that a share of the observations does not exceed, as {@code histogram_quantile} of Prometheus: straight within a
     * bucket, and the last finite bound beyond it. NaN without observations, or without the bucket of all.
     */
    double quantile(double share) {
        if (counts.size() < 2 || counts.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        List<Double> bounds = new ArrayList<>(counts.keySet());
        double[] below = new double[bounds.size()];
        double most = 0;
        int at = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            most = Math.max(most, bucket.getValue());
            below[at++] = most;
        }
        if (!(most > 0)) {
            return Double.NaN;
        }
        double rank = share * most;
        int bucket = 0;
        while (bucket < below.length - 1 && below[bucket] < rank) {
            bucket++;
        }
        double upper = bounds.get(bucket);
        if (bucket == below.length - 1) {
            return bounds.get(bucket - 1);
        }
        if (bucket == 0 && upper <= 0) {
            return upper;
        }
        double lower = bucket == 0 ? 0 : bounds.get(bucket - 1);
        double before = bucket == 0 ? 0 : below[bucket - 1];
        double inside = below[bucket] - before;
        return inside > 0 ? lower + (upper - lower) * ((rank - before) / inside) : lower;
    }
}
