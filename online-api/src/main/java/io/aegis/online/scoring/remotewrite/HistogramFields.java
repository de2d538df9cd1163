/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.ProtobufFields.isDouble;
import static io.aegis.online.scoring.remotewrite.ProtobufFields.isMessage;
import static io.aegis.online.scoring.remotewrite.ProtobufFields.isVarint;
import static io.aegis.online.scoring.remotewrite.ProtobufFields.numbers;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a native histogram, of whole numbers (with differences from bucket to bucket) or of floating ones. Not thread-safe. */
final class HistogramFields {

    private static final int RESET = 1;
    private static final int GAUGE = 3;
    private static final int CUSTOM_BOUNDS = 16;

    private final WriteBudget budget;
    private final Side negative = new Side();
    private final Side positive = new Side();
    private final List<Double> bounds = new ArrayList<>(0);
    private double count;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private int hint;
    private long millis;

    HistogramFields(WriteBudget budget) {
        this.budget = budget;
    }

    /** Buckets on one side of zero as they are sent. */
    private final class Side {
        private int[] spans = new int[0];
        private double[] counts = new double[0];
        private int spanSize;
        private int size;
        private long running;

        private void span(CodedInputStream in) throws IOException {
            budget.bucket();
            int[] read = new int[2];
            ProtobufFields.nested(in, tag -> {
                if (isVarint(tag, 1)) {
                    read[0] = in.readSInt32();
                } else if (isVarint(tag, 2)) {
                    read[1] = in.readUInt32();
                } else {
                    return false;
                }
                return true;
            });
            if (spanSize + 2 > spans.length) {
                spans = Arrays.copyOf(spans, Math.max(4, 2 * spans.length));
            }
            spans[spanSize++] = read[0];
            spans[spanSize++] = read[1];
        }

        private void count(double value) {
            budget.bucket();
            if (size == counts.length) {
                counts = Arrays.copyOf(counts, Math.max(8, 2 * size));
            }
            counts[size++] = value;
        }

        private void difference(long value) {
            running += value;
            count((double) running);
        }

        /** Spans tell which indexes the counts have; those of custom bounds begin at 0, others at 1. */
        private BucketCounts buckets() {
            int[] indexes = new int[size];
            int at = 0;
            long index = 0;
            for (int i = 0; i < spanSize; i += 2) {
                index += spans[i];
                long length = Integer.toUnsignedLong(spans[i + 1]);
                if (length > size - at || Math.abs(index) + length > Integer.MAX_VALUE || (i > 0 && spans[i] < 0)) {
                    throw ProblemException.malformed(ProtobufFields.MALFORMED);
                }
                for (int j = 0; j < length; j++) {
                    indexes[at++] = (int) index++;
                }
            }
            if (at != size) {
                throw ProblemException.malformed(ProtobufFields.MALFORMED);
            }
            return BucketCounts.of(indexes, Arrays.copyOf(counts, size));
        }
    }

    /** Reads a field of the histogram; false when it is none that is known. */
    boolean read(CodedInputStream in, int tag) throws IOException {
        if (isVarint(tag, 1)) {
            count = unsigned(in.readUInt64());
        } else if (isDouble(tag, 2)) {
            count = in.readDouble();
        } else if (isDouble(tag, 3)) {
            sum = in.readDouble();
        } else if (isVarint(tag, 4)) {
            schema = in.readSInt32();
        } else if (isDouble(tag, 5)) {
            zeroThreshold = in.readDouble();
        } else if (isVarint(tag, 6)) {
            zeroCount = unsigned(in.readUInt64());
        } else if (isDouble(tag, 7)) {
            zeroCount = in.readDouble();
        } else if (isVarint(tag, 14)) {
            hint = in.readEnum();
        } else if (isVarint(tag, 15)) {
            millis = in.readInt64();
        } else {
            return side(in, tag, negative, 8) || side(in, tag, positive, 11) || bound(in, tag);
        }
        return true;
    }

    private static boolean side(CodedInputStream in, int tag, Side side, int first) throws IOException {
        if (isMessage(tag, first)) {
            side.span(in);
            return true;
        }
        return numbers(in, tag, first + 1, WireFormat.WIRETYPE_VARINT, () -> side.difference(in.readSInt64()))
                || numbers(in, tag, first + 2, WireFormat.WIRETYPE_FIXED64, () -> side.count(in.readDouble()));
    }

    private boolean bound(CodedInputStream in, int tag) throws IOException {
        return numbers(in, tag, CUSTOM_BOUNDS, WireFormat.WIRETYPE_FIXED64, () -> {
            budget.bucket();
            bounds.add(in.readDouble());
        });
    }

    /** Empty when it is a gauge, whose increase means nothing. */
    Optional<NativeHistogram> histogram() {
        if (hint == GAUGE) {
            return Optional.empty();
        }
        return Optional.of(new NativeHistogram(
                millis,
                schema,
                count,
                zeroThreshold,
                zeroCount,
                positive.buckets(),
                negative.buckets(),
                bounds,
                hint == RESET,
                RemoteSeries.isStale(sum)));
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + 0x1p64;
    }
}
