/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Remote write requests of one sample for each of many series, as a Prometheus of a large installation sends them. */
final class SeriesBody {

    private static final int MOST_OF_A_LITERAL = 1 << 16;

    private SeriesBody() {}

    /** A whole request of so many series, from the numbered one on. */
    static byte[] request(int first, int series, Instant time) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = first; i < first + series; i++) {
            field(message, 1, series(i, time));
        }
        byte[] body = literals(message.toByteArray());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("""
                POST /api/v1/prometheus/write HTTP/1.1
                Host: localhost
                X-API-Key: dev_api_key
                Content-Type: application/x-protobuf
                Content-Encoding: snappy
                Content-Length:\s""".replace("\n", "\r\n") + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] series(int number, Instant time) {
        ByteArrayOutputStream series = new ByteArrayOutputStream();
        label(series, "__name__", "cpu_usage");
        label(series, "job", "node");
        label(series, "namespace", "shop");
        label(series, "pod", "pod-" + number);
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        sample.write((1 << 3) | 1);
        sample.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(20 + Math.floorMod(number * 31L + time.getEpochSecond(), 17))
                .array());
        sample.write(2 << 3);
        number(sample, time.toEpochMilli());
        field(series, 2, sample.toByteArray());
        return series.toByteArray();
    }

    private static void label(ByteArrayOutputStream out, String name, String value) {
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        field(label, 1, name.getBytes(StandardCharsets.UTF_8));
        field(label, 2, value.getBytes(StandardCharsets.UTF_8));
        field(out, 1, label.toByteArray());
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
        out.write((number << 3) | 2);
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** The block of Snappy's format that says it all as it is. */
    private static byte[] literals(byte[] bytes) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        number(block, bytes.length);
        for (int from = 0; from < bytes.length; from += MOST_OF_A_LITERAL) {
            int length = Math.min(MOST_OF_A_LITERAL, bytes.length - from);
            block.write(61 << 2);
            block.write((length - 1) & 0xff);
            block.write((length - 1) >> 8);
            block.write(bytes, from, length);
        }
        return block.toByteArray();
    }
}
