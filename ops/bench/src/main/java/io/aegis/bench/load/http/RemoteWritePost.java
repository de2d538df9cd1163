/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.xerial.snappy.Snappy;

/**
 * Writes Prometheus remote write 1.0 requests to one target: a message of Protocol Buffers, compressed as one Snappy block. The
 * same for the same series and minute. Thread-safe.
 *
 * @param head of every request, up to the length of its body
 * @param run a label of every series, so that no run continues an earlier one's
 * @param start time of the first sample
 */
public record RemoteWritePost(String head, String run, Instant start) {

    /** Most samples of a request, which is what a Prometheus sends at the most unless told otherwise. */
    public static final int MAX_SAMPLES = 2_000;

    private static final int SERIES = 1;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;

    /** Writes a message. */
    @FunctionalInterface
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    /**
     * For a target.
     *
     * @param key for {@code X-API-Key}; visible ASCII
     */
    public static RemoteWritePost to(Target target, Optional<String> key, String run, Instant start) {
        return new RemoteWritePost(
                "POST /api/v1/prometheus/write HTTP/1.1\r\nHost: " + target.authority() + "\r\n"
                        + key.map(k -> "X-API-Key: " + k + "\r\n").orElse("")
                        + "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n"
                        + "X-Prometheus-Remote-Write-Version: 0.1.0\r\nContent-Length: ",
                run,
                start);
    }

    /** One sample of each of some series, so many minutes after the start. */
    public byte[] minute(long firstSeries, int series, long minute) {
        try {
            byte[] body = Snappy.compress(message(out -> {
                        for (long one = firstSeries; one < firstSeries + series; one++) {
                            out.writeBytes(SERIES, series(one, minute));
                        }
                    })
                    .toByteArray());
            var request = new ByteArrayOutputStream(head.length() + body.length + 16);
            request.writeBytes((head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(body);
            return request.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteString series(long series, long minute) throws IOException {
        long millis = start.plusSeconds(60 * minute).toEpochMilli();
        return message(out -> {
            // Prometheus sorts labels by name.
            out.writeBytes(LABELS, label("__name__", "cpu_usage"));
            out.writeBytes(LABELS, label("job", "bench"));
            out.writeBytes(LABELS, label("pod", "pod-" + series));
            out.writeBytes(LABELS, label("run", run));
            out.writeBytes(SAMPLES, message(sample -> {
                sample.writeDouble(1, AnomalyPost.value(series, minute));
                sample.writeInt64(2, millis);
            }));
        });
    }

    private static ByteString label(String name, String value) throws IOException {
        return message(out -> {
            out.writeString(1, name);
            out.writeString(2, value);
        });
    }

    private static ByteString message(Message message) throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        message.to(out);
        out.flush();
        return bytes.toByteString();
    }
}
