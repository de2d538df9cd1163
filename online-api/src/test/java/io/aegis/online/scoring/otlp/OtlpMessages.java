/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.wire.ProtobufMessage.message;

import java.time.Instant;

/** Messages of OTLP in Protocol Buffers, for tests. */
final class OtlpMessages {

    private OtlpMessages() {}

    static byte[] text(String value) {
        return message(out -> out.writeString(1, value));
    }

    static byte[] attribute(String key, String value) {
        return message(out -> {
            out.writeString(1, key);
            out.writeByteArray(2, text(value));
        });
    }

    static byte[] resource(String... keysAndValues) {
        return message(out -> {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                out.writeByteArray(1, attribute(keysAndValues[i], keysAndValues[i + 1]));
            }
        });
    }

    /** A request of one resource and one scope; {@code metrics} are messages of {@code Metric}. */
    static byte[] metrics(byte[] resource, byte[]... metrics) {
        return request(resource, metrics);
    }

    /** The same for records of logs: their fields have the same numbers. */
    static byte[] request(byte[] resource, byte[]... items) {
        byte[] scope = message(out -> {
            for (byte[] item : items) {
                out.writeByteArray(2, item);
            }
        });
        return message(out -> out.writeByteArray(1, message(part -> {
            part.writeByteArray(1, resource);
            part.writeByteArray(2, scope);
        })));
    }

    /** A metric whose points are of the kind of this field: 5 gauge, 7 sum, 9 histogram, 10 exponential histogram. */
    static byte[] metric(String name, String unit, int field, int temporality, byte[]... points) {
        return message(out -> {
            out.writeString(1, name);
            out.writeString(3, unit);
            out.writeByteArray(field, message(data -> {
                for (byte[] point : points) {
                    data.writeByteArray(1, point);
                }
                data.writeInt32(2, temporality);
                data.writeBool(3, true);
            }));
        });
    }

    static byte[] number(Instant started, Instant time, double value, byte[]... attributes) {
        return message(out -> {
            out.writeFixed64(2, nanos(started));
            out.writeFixed64(3, nanos(time));
            out.writeDouble(4, value);
            for (byte[] attribute : attributes) {
                out.writeByteArray(7, attribute);
            }
        });
    }

    static byte[] histogram(Instant started, Instant time, double[] bounds, long[] counts, byte[]... attributes) {
        return message(out -> {
            out.writeFixed64(2, nanos(started));
            out.writeFixed64(3, nanos(time));
            long count = 0;
            out.writeTag(6, 2);
            out.writeUInt32NoTag(8 * counts.length);
            for (long each : counts) {
                out.writeFixed64NoTag(each);
                count += each;
            }
            for (double each : bounds) {
                // Not packed, as a reader has to take too.
                out.writeDouble(7, each);
            }
            out.writeFixed64(4, count);
            for (byte[] attribute : attributes) {
                out.writeByteArray(9, attribute);
            }
        });
    }

    /** An exponential histogram without zeros. */
    static byte[] exponential(
            Instant started, Instant time, int scale, int offset, long[] counts, double sum, byte[]... attributes) {
        return message(out -> {
            for (byte[] attribute : attributes) {
                out.writeByteArray(1, attribute);
            }
            out.writeFixed64(2, nanos(started));
            out.writeFixed64(3, nanos(time));
            out.writeDouble(5, sum);
            out.writeSInt32(6, scale);
            out.writeByteArray(8, message(buckets -> {
                buckets.writeSInt32(1, offset);
                for (long count : counts) {
                    buckets.writeUInt64(2, count);
                }
            }));
        });
    }

    static byte[] record(Instant time, int severity, String body) {
        return message(out -> {
            out.writeFixed64(1, nanos(time));
            out.writeInt32(2, severity);
            out.writeByteArray(5, text(body));
            out.writeByteArray(6, attribute("thread.name", "main"));
        });
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
