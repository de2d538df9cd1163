/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes {@code POST /api/v1/detect-anomaly} requests to one target: a load that swings by the hour, with noise and now and
 * then a spike, the same for the same series and minute. Thread-safe.
 *
 * @param head of every request, up to the length of its body
 * @param run a label of every series, so that no run continues an earlier one's
 * @param start time of the first sample
 */
public record AnomalyPost(String head, String run, Instant start) {

    private static final long SPIKES = 997;

    /**
     * For a target.
     *
     * @param key for {@code X-API-Key}; visible ASCII
     * @param points whether a score for each sample is wanted
     */
    public static AnomalyPost to(Target target, Optional<String> key, boolean points, String run, Instant start) {
        String path = "/api/v1/detect-anomaly" + (points ? "?points=true" : "");
        return new AnomalyPost(
                "POST " + path + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n"
                        + key.map(k -> "X-API-Key: " + k + "\r\n").orElse("")
                        + "Content-Type: application/json\r\nContent-Length: ",
                run,
                start);
    }

    /** One sample of one series, so many minutes after the start. */
    public byte[] single(long series, long minute) {
        StringBuilder body = new StringBuilder("{\"metrics\":[");
        sample(body, series, minute);
        return request(body.append("]}").toString());
    }

    /** The first minutes of one series. */
    public byte[] history(long series, int samples) {
        StringBuilder body = new StringBuilder("{\"metrics\":[");
        for (int minute = 0; minute < samples; minute++) {
            sample(body.append(minute == 0 ? "" : ","), series, minute);
        }
        return request(body.append("]}").toString());
    }

    private void sample(StringBuilder body, long series, long minute) {
        body.append("{\"metric_type\":\"cpu_usage\",\"value\":")
                .append(String.format(Locale.ROOT, "%.3f", value(series, minute)))
                .append(",\"timestamp\":\"")
                .append(start.plusSeconds(60 * minute))
                .append("\",\"labels\":{\"service\":\"bench\",\"pod\":\"pod-")
                .append(series)
                .append("\",\"run\":\"")
                .append(run)
                .append("\"}}");
    }

    /** The value of a series at a minute. */
    static double value(long series, long minute) {
        long mixed = (series * 1_000_003 + minute) * 0x9E3779B97F4A7C15L;
        double noise = (mixed >>> 11) * 0x1.0p-53;
        double usual = 40 + 10 * Math.sin(minute * 2 * Math.PI / 60 + series) + 4 * noise;
        return Long.remainderUnsigned(mixed, SPIKES) == 0 ? usual + 50 : usual;
    }

    private byte[] request(String body) {
        // All of it is ASCII, so characters are bytes.
        return (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }
}
