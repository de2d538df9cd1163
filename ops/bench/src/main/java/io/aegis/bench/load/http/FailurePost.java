/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes {@code POST /api/v1/detect-failure} requests to one target: the last five minutes of a system of eight services, as
 * its monitoring sends them each minute. {@value #SAMPLES} samples and {@value #LINES} log lines, of which a few are errors;
 * the same for the same system and minute. Thread-safe.
 *
 * @param head of every request, up to the length of its body
 * @param run part of every service's name, so that no run continues an earlier one's
 * @param start time of the first minute
 */
public record FailurePost(String head, String run, Instant start) {

    /** Of each request. */
    public static final int SAMPLES = 200;

    /** Of each request. */
    public static final int LINES = 200;

    private static final int SERVICES = 8;
    private static final int MINUTES = 5;
    private static final List<String> TYPES =
            List.of("cpu_usage", "memory_usage", "request_rate", "error_rate", "response_time");
    private static final List<String> MESSAGES = List.of(
            "GET /orders/%d answered 200 in 12 ms",
            "order %d was stored",
            "cache miss for customer %d, asking the database",
            "message %d was taken from the queue",
            "health check passed, %d connections in use");
    private static final String ERROR = "order %d was refused: card declined by the bank";
    private static final int ERROR_EVERY = 50;

    /**
     * For a target.
     *
     * @param key for {@code X-API-Key}; visible ASCII
     */
    public static FailurePost to(Target target, Optional<String> key, String run, Instant start) {
        return new FailurePost(
                "POST /api/v1/detect-failure HTTP/1.1\r\nHost: " + target.authority() + "\r\n"
                        + key.map(k -> "X-API-Key: " + k + "\r\n").orElse("")
                        + "Content-Type: application/json\r\nContent-Length: ",
                run,
                start);
    }

    /** The five minutes up to and with this one, of one system. */
    public byte[] window(long system, long minute) {
        StringBuilder body = new StringBuilder(80_000).append("{\"metrics\":[");
        for (int sample = 0; sample < SAMPLES; sample++) {
            sample(body.append(sample == 0 ? "" : ","), system, minute, sample);
        }
        body.append("],\"logs\":[");
        for (int line = 0; line < LINES; line++) {
            line(body.append(line == 0 ? "" : ","), system, minute, line);
        }
        String json = body.append("]}").toString();
        return (head + json.length() + "\r\n\r\n" + json).getBytes(StandardCharsets.US_ASCII);
    }

    private void sample(StringBuilder body, long system, long minute, int sample) {
        long at = minute - sample % MINUTES;
        int type = sample / MINUTES % TYPES.size();
        int service = sample / MINUTES / TYPES.size();
        body.append("{\"metric_type\":\"")
                .append(TYPES.get(type))
                .append("\",\"value\":")
                .append(String.format(Locale.ROOT, "%.4f", value(system * SERVICES + service, at, type)))
                .append(",\"timestamp\":\"")
                .append(start.plusSeconds(60 * at))
                .append("\",\"labels\":{\"service\":\"");
        service(body, system, service).append("\"}}");
    }

    private void line(StringBuilder body, long system, long minute, int line) {
        boolean error = line % ERROR_EVERY == 0;
        long number = (minute * LINES + line) * 7919 % 1_000_003;
        body.append("{\"timestamp\":\"")
                .append(start.plusSeconds(60 * minute - 60L * MINUTES * line / LINES))
                .append("\",\"level\":\"")
                .append(error ? "error" : "info")
                .append("\",\"message\":\"")
                .append(String.format(Locale.ROOT, error ? ERROR : MESSAGES.get(line % MESSAGES.size()), number))
                .append("\",\"service\":\"");
        service(body, system, line % SERVICES).append("\"}");
    }

    private StringBuilder service(StringBuilder body, long system, int service) {
        return body.append("svc-")
                .append(service)
                .append("-of-")
                .append(system)
                .append('-')
                .append(run);
    }

    private static double value(long series, long minute, int type) {
        long mixed = ((series * 31 + type) * 1_000_003 + minute) * 0x9E3779B97F4A7C15L;
        double noise = (mixed >>> 11) * 0x1.0p-53;
        return switch (type) {
            case 3 -> 0.01 * noise;
            case 4 -> 80 + 20 * noise;
            default -> 40 + 5 * noise;
        };
    }
}
