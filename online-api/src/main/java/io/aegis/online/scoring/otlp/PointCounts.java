/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.online.scoring.remotewrite.MappedValues;
import io.aegis.online.scoring.remotewrite.ObservedHistogram;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** What a data point counts: one number, or the buckets of a histogram. */
sealed interface PointCounts {

    /** The number, or the counts of buckets, of which there is one more than bounds; not to be changed. */
    double[] values();

    /** Inclusive upper bounds of buckets, ascending; none for a number. */
    double[] bounds();

    /** The same for the rules of remote write. */
    MappedValues.Counted mapped();

    /**
     * One number.
     *
     * @param value finite
     */
    record Scalar(double value) implements PointCounts {

        @Override
        public double[] values() {
            return new double[] {value};
        }

        @Override
        public double[] bounds() {
            return new double[0];
        }

        @Override
        public MappedValues.Counted mapped() {
            return new MappedValues.Scalar(value);
        }
    }

    /** Buckets with bounds of their own. */
    final class Explicit implements PointCounts {

        private final double[] values;
        private final double[] bounds;
        private final double sum;

        /**
         * As they were sent.
         *
         * @param values counts of buckets
         * @param bounds between them
         * @param sum of what was observed; not a number where it was not sent
         */
        Explicit(double[] values, double[] bounds, double sum) {
            this.values = values;
            this.bounds = bounds;
            this.sum = sum;
        }

        @Override
        public MappedValues.Counted mapped() {
            return ObservedHistogram.listed(bounds, values, sum);
        }

        @Override
        public double[] values() {
            return values;
        }

        @Override
        public double[] bounds() {
            return bounds;
        }

        /** Whether they are what a histogram has. */
        boolean sound() {
            if (values.length != bounds.length + 1 || DoubleStream.of(values).anyMatch(value -> value < 0)) {
                return false;
            }
            for (int i = 0; i < bounds.length; i++) {
                if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Those of an exponential histogram, made into buckets that are the same for all when they are asked for. */
    final class Exponential implements PointCounts {

        private final int scale;
        private final int offset;
        private final long[] positive;
        private final double others;
        private final double sum;

        /**
         * As they were sent.
         *
         * @param scale of the histogram
         * @param offset index of the first positive bucket
         * @param positive counts of positive buckets
         * @param others values that are zero or negative
         * @param sum of what was observed; not a number where it was not sent
         */
        Exponential(int scale, int offset, long[] positive, double others, double sum) {
            this.scale = scale;
            this.offset = offset;
            this.positive = positive;
            this.others = others;
            this.sum = sum;
        }

        @Override
        public MappedValues.Counted mapped() {
            return ObservedHistogram.exponential(scale, offset, positive, others, sum);
        }

        @Override
        public double[] values() {
            double[] counts = ExponentialBuckets.counts();
            counts[0] = others;
            LongStream.of(positive).forEachOrdered(ExponentialBuckets.into(counts, scale, offset));
            return counts;
        }

        @Override
        public double[] bounds() {
            return ExponentialBuckets.bounds();
        }

        /** Whether they are what a histogram has. */
        boolean sound() {
            return others >= 0 && LongStream.of(positive).allMatch(count -> count >= 0);
        }
    }
}
