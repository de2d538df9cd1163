/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.WireCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Reads data points; those without a time, or whose numbers are none, are counted and left out. */
final class PointReader {

    private static final FieldNames NUMBER = FieldNames.of(
            "2 startTimeUnixNano", "3 timeUnixNano", "4 asDouble", "6 asInt", "7 attributes[]", "8 flags");
    private static final FieldNames HISTOGRAM = FieldNames.of(
            "2 startTimeUnixNano",
            "3 timeUnixNano",
            "4 count",
            "5 sum",
            "6 bucketCounts[]",
            "7 explicitBounds[]",
            "9 attributes[]",
            "10 flags");
    private static final FieldNames EXPONENTIAL = FieldNames.of(
            "1 attributes[]",
            "2 startTimeUnixNano",
            "3 timeUnixNano",
            "5 sum",
            "6 scale",
            "7 zeroCount",
            "8 positive",
            "9 negative",
            "10 flags");
    private static final FieldNames BUCKETS = FieldNames.of("1 offset", "2 bucketCounts[]");

    private final WireCursor in;
    private final OtlpBudget budget;
    private int rejected;

    PointReader(WireCursor in, OtlpBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** Points that were left out so far. */
    int rejected() {
        return rejected;
    }

    /** What all points have. */
    private static final class Head {
        private final Map<String, String> attributes = new HashMap<>();
        private long started;
        private long time;
        private long flags;
    }

    /** A number; empty also where the point says that there was none. */
    Optional<OtlpPoint> number() throws IOException {
        budget.point();
        Head head = new Head();
        double[] value = {Double.NaN};
        in.message(NUMBER, field -> {
            switch (field) {
                case 2 -> head.started = in.fixed();
                case 3 -> head.time = in.fixed();
                case 4 -> value[0] = in.number();
                case 6 -> value[0] = in.fixed();
                case 7 -> AnyValue.readPair(in, budget, head.attributes);
                case 8 -> head.flags = in.integer();
                default -> {}
            }
        });
        return point(head, new PointCounts.Scalar(value[0]), Double.isFinite(value[0]));
    }

    /** A histogram with bounds of its own, or one without buckets. */
    Optional<OtlpPoint> histogram() throws IOException {
        budget.point();
        Head head = new Head();
        DoubleStream.Builder counts = DoubleStream.builder();
        DoubleStream.Builder bounds = DoubleStream.builder();
        long[] count = new long[1];
        double[] sum = {Double.NaN};
        in.message(HISTOGRAM, field -> {
            switch (field) {
                case 2 -> head.started = in.fixed();
                case 3 -> head.time = in.fixed();
                case 4 -> count[0] = in.fixed();
                case 5 -> sum[0] = in.number();
                case 6 ->
                    in.fixeds(each -> {
                        budget.bucket();
                        counts.accept((double) each);
                    });
                case 7 ->
                    in.numbers(each -> {
                        budget.bucket();
                        bounds.accept(each);
                    });
                case 9 -> AnyValue.readPair(in, budget, head.attributes);
                case 10 -> head.flags = in.integer();
                default -> {}
            }
        });
        double[] counted = counts.build().toArray();
        double[] upper = bounds.build().toArray();
        if (counted.length == 0 && upper.length == 0) {
            counted = new double[] {count[0]};
        }
        PointCounts.Explicit buckets = new PointCounts.Explicit(counted, upper, sum[0]);
        return point(head, buckets, buckets.sound());
    }

    /** An exponential histogram. */
    Optional<OtlpPoint> exponential() throws IOException {
        budget.point();
        Head head = new Head();
        int[] scale = new int[1];
        double[] others = new double[1];
        int[] offset = new int[1];
        double[] sum = {Double.NaN};
        LongStream.Builder positive = LongStream.builder();
        in.message(EXPONENTIAL, field -> {
            switch (field) {
                case 1 -> AnyValue.readPair(in, budget, head.attributes);
                case 2 -> head.started = in.fixed();
                case 3 -> head.time = in.fixed();
                case 5 -> sum[0] = in.number();
                case 6 -> scale[0] = in.signed();
                case 7 -> others[0] += in.fixed();
                case 8 -> offset[0] = buckets(positive);
                case 9 -> buckets(count -> others[0] += count);
                case 10 -> head.flags = in.integer();
                default -> {}
            }
        });
        PointCounts.Exponential counts = new PointCounts.Exponential(
                scale[0], offset[0], positive.build().toArray(), others[0], sum[0]);
        return point(head, counts, counts.sound());
    }

    /** The index of the first bucket. */
    private int buckets(LongConsumer each) throws IOException {
        int[] offset = new int[1];
        in.message(BUCKETS, field -> {
            if (field == 1) {
                offset[0] = in.signed();
            } else if (field == 2) {
                in.integers(count -> {
                    budget.bucket();
                    each.accept(count);
                });
            }
        });
        return offset[0];
    }

    private Optional<OtlpPoint> point(Head head, PointCounts counts, boolean sound) {
        if ((head.flags & 1) != 0) {
            // The series ended; there is no value.
            return Optional.empty();
        }
        Optional<Instant> time = UnixNanos.time(head.time);
        if (!sound || time.isEmpty()) {
            rejected++;
            return Optional.empty();
        }
        return Optional.of(new OtlpPoint(head.attributes, UnixNanos.time(head.started), time.get(), counts));
    }
}
