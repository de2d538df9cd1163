/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.ArrayList;
import java.util.List;

/**
 * A native histogram of Prometheus at one time. Its buckets grow by the factor 2^(2^-schema); with schema {@value #CUSTOM} their
 * bounds are listed.
 *
 * @param millis since 1970
 * @param schema resolution: -4 (coarse) to 8, or {@value #CUSTOM}
 * @param count of all observations; of the floating kind where it is a rate
 * @param zeroThreshold values up to so far from zero are in the bucket of zero
 * @param zeroCount of those
 * @param positive buckets above it
 * @param negative buckets below it
 * @param bounds upper ones, ascending, where they are listed
 * @param reset whether the sender says that it began anew
 * @param stale whether it ends the series
 */
record NativeHistogram(
        long millis,
        int schema,
        double count,
        double zeroThreshold,
        double zeroCount,
        BucketCounts positive,
        BucketCounts negative,
        List<Double> bounds,
        boolean reset,
        boolean stale) {

    /** The schema whose bounds are listed. */
    static final int CUSTOM = -53;

    /** The finest resolution there is. */
    static final int FINEST = 8;

    private static final int COARSEST = -4;

    NativeHistogram {
        bounds = List.copyOf(bounds);
    }

    /** A bucket with its bounds, the lower one not in it. */
    private record Interval(double lower, double upper, double count, boolean exponential) {

        double at(double fraction) {
            if (!exponential) {
                return lower + (upper - lower) * fraction;
            }
            double from = Math.log(Math.abs(lower));
            double to = Math.log(Math.abs(upper));
            return Math.signum(upper) * Math.exp(from + (to - from) * fraction);
        }
    }

    /** Whether its schema is one that is known here. */
    boolean known() {
        return schema == CUSTOM || (schema >= COARSEST && schema <= FINEST);
    }

    /** The same at another time. */
    NativeHistogram at(long otherMillis) {
        return new NativeHistogram(
                otherMillis, schema, count, zeroThreshold, zeroCount, positive, negative, bounds, reset, stale);
    }

    /** Whether the two can be added. */
    boolean fits(NativeHistogram other) {
        return (schema == CUSTOM) == (other.schema == CUSTOM) && bounds.equals(other.bounds);
    }

    /** The sum of both in the coarser of their schemas, the other one multiplied by a factor. */
    NativeHistogram plus(NativeHistogram other, double factor) {
        int coarser = Math.min(schema, other.schema);
        return new NativeHistogram(
                millis,
                coarser,
                count + factor * other.count,
                Math.max(zeroThreshold, other.zeroThreshold),
                zeroCount + factor * other.zeroCount,
                positive.coarser(schema - coarser).plus(other.positive.coarser(other.schema - coarser), factor),
                negative.coarser(schema - coarser).plus(other.negative.coarser(other.schema - coarser), factor),
                bounds,
                false,
                false);
    }

    /** Whether it began anew since an earlier one: as {@code DetectReset} of Prometheus does. */
    boolean resetSince(NativeHistogram before) {
        if (reset || !fits(before) || schema > before.schema || zeroThreshold < before.zeroThreshold) {
            return true;
        }
        int steps = before.schema - schema;
        return count < before.count
                || (zeroThreshold == before.zeroThreshold && zeroCount < before.zeroCount)
                || positive.fellSince(before.positive.coarser(steps))
                || negative.fellSince(before.negative.coarser(steps));
    }

    /** The value that a share of the observations does not exceed, interpolated as Prometheus 3 does; NaN without any. */
    double quantile(double share) {
        List<Interval> intervals = intervals();
        double total = intervals.stream().mapToDouble(Interval::count).sum();
        if (!(total > 0)) {
            return Double.NaN;
        }
        double rank = share * total;
        for (Interval interval : intervals) {
            if (interval.count() > 0 && rank <= interval.count()) {
                return interval.at(rank / interval.count());
            }
            rank -= interval.count();
        }
        return intervals.getLast().upper();
    }

    private List<Interval> intervals() {
        List<Interval> all = new ArrayList<>();
        if (schema == CUSTOM) {
            for (int i = 0; i < positive.size(); i++) {
                all.add(listed(positive.index(i), Math.max(0, positive.count(i))));
            }
            return all;
        }
        for (int i = negative.size() - 1; i >= 0; i--) {
            all.add(new Interval(
                    -bound(negative.index(i)), -bound(negative.index(i) - 1), Math.max(0, negative.count(i)), true));
        }
        if (zeroCount > 0) {
            all.add(new Interval(
                    negative.size() == 0 ? 0 : -zeroThreshold,
                    positive.size() == 0 && negative.size() > 0 ? 0 : zeroThreshold,
                    zeroCount,
                    false));
        }
        for (int i = 0; i < positive.size(); i++) {
            all.add(new Interval(
                    bound(positive.index(i) - 1), bound(positive.index(i)), Math.max(0, positive.count(i)), true));
        }
        return all;
    }

    /** Beyond the last bound nothing is known but that bound, as in a classic histogram. */
    private Interval listed(int index, double count) {
        double first = bounds.isEmpty() ? 0 : bounds.getFirst();
        double last = bounds.isEmpty() ? 0 : bounds.getLast();
        if (index <= 0) {
            return new Interval(Math.min(0, first), first, count, false);
        }
        return index < bounds.size()
                ? new Interval(bounds.get(index - 1), bounds.get(index), count, false)
                : new Interval(last, last, count, false);
    }

    /** The upper bound of a bucket. */
    private double bound(int index) {
        return Math.pow(2, index * Math.pow(2, -schema));
    }
}
