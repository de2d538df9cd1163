/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A body that becomes a hundred times as much in memory, or costs far more to read than to send. */
final class HostileBody {

    private static final int USUAL = 65_000;
    private static final int LARGE = (8 << 20) - 1;
    private static final int MESSAGE = 16 << 20;

    private static final String SAMPLE =
            "{\"metric_type\":\"cpu_usage\",\"value\":1,\"timestamp\":\"2026-11-20T10:00:00Z\",\"x\":[0,0,0,0]},";

    private final String name;
    private final byte[] request;

    private HostileBody(String name, byte[] request) {
        this.name = name;
        this.request = request;
    }

    /** All of it, from the first line to the last byte. */
    byte[] request() {
        return request;
    }

    /** What it is made of. */
    @Override
    public String toString() {
        return name;
    }

    /** A message of empty series: each of one request ended the process once. */
    static HostileBody emptySeries() {
        return keyed(
                "empty series",
                "/api/v1/prometheus/write",
                "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n",
                snappy(new byte[] {10, 0}, MESSAGE));
    }

    /** A context of empty objects, which did likewise. */
    static HostileBody emptyObjects() {
        return scored("empty objects", "{\"context\":{\"a\":[", "{},", "0]}}", LARGE);
    }

    /** Feedback beside empty objects, of which three hundred at once did likewise, without a key. */
    static HostileBody feedbackBesideObjects() {
        return feedback("feedback beside empty objects", "{\"raw_content\":\"x\",\"y\":[", "{},", "0]}", USUAL);
    }

    /** Ten kinds, the three of them among these. */
    static List<HostileBody> all() {
        StringBuilder names = new StringBuilder("{\"raw_content\":\"x\"");
        for (int i = 0; names.length() < USUAL; i++) {
            names.append(",\"n").append(i).append("\":0");
        }
        byte[] form = filled("", "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n", "", USUAL);
        return List.of(
                emptySeries(),
                emptyObjects(),
                feedbackBesideObjects(),
                feedback("many names", names.toString(), "", "}", names.length() + 1),
                feedback("combining marks", "{\"raw_content\":\"", "\u0301\u0323", "\"}", USUAL / 2),
                feedback("crossed tags", "{\"raw_content\":\"", "<b></p>", "\"}", USUAL),
                feedback("deep", "", "[", "", USUAL),
                new HostileBody(
                        "many parts",
                        request("/feedback/batch_csv", "Content-Type: multipart/form-data; boundary=b\r\n", form)),
                scored("wide samples", "{\"metrics\":[", SAMPLE, "{}]}", LARGE),
                keyed(
                        "empty alerts",
                        "/api/v1/alertmanager",
                        "Content-Type: application/json\r\n",
                        filled("{\"alerts\":[", "{},", "{}]}", 4 << 20)));
    }

    private static HostileBody feedback(String name, String before, String each, String after, int size) {
        return new HostileBody(
                name, request("/feedback", "Content-Type: application/json\r\n", filled(before, each, after, size)));
    }

    private static HostileBody scored(String name, String before, String each, String after, int size) {
        return keyed(
                name,
                "/api/v1/detect-anomaly",
                "Content-Type: application/json\r\n",
                filled(before, each, after, size));
    }

    private static HostileBody keyed(String name, String path, String headers, byte[] body) {
        return new HostileBody(name, request(path, headers + "X-API-Key: dev_api_key\r\n", body));
    }

    private static byte[] request(String path, String headers, byte[] body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] filled(String before, String each, String after, int size) {
        int times = each.isEmpty() ? 0 : (size - before.length() - after.length()) / each.length();
        return (before + each.repeat(times) + after).getBytes(StandardCharsets.UTF_8);
    }

    /** The block of Snappy's format that becomes these bytes over and over: a literal, then copies of 64 bytes. */
    private static byte[] snappy(byte[] repeated, int size) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int rest = size; ; rest >>>= 7) {
            if (rest < 0x80) {
                block.write(rest);
                break;
            }
            block.write((rest & 0x7f) | 0x80);
        }
        block.write((repeated.length - 1) << 2);
        block.writeBytes(repeated);
        for (int left = size - repeated.length; left > 0; left -= 64) {
            block.write(((Math.min(64, left) - 1) << 2) | 2);
            block.write(repeated.length);
            block.write(0);
        }
        return block.toByteArray();
    }
}
