/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running Aegis: {@code POST /api/v1/detect-failure}. Use one whose database has not seen the day before. It is not told of calls,
 * which a server learns from traces.
 */
final class HttpFailureJudge implements FailureJudge {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final JsonMapper mapper = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String key;

    /**
     * A judge over HTTP.
     *
     * @param server such as {@code http://127.0.0.1:8000}
     * @param key the API key, with the role scoring
     */
    HttpFailureJudge(URI server, String key) {
        this.address = server.resolve("/api/v1/detect-failure");
        this.key = key;
    }

    @Override
    public Judged judge(List<MetricSample> samples, List<LogEntry> logs, List<CallMinute> calls)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-API-Key", key)
                .POST(BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body(samples, logs))))
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the server answered " + response.statusCode());
        }
        JsonNode answer = mapper.readTree(response.body());
        List<String> ranking = new ArrayList<>();
        answer.path("details")
                .path("ranking")
                .forEach(suspect -> ranking.add(suspect.path("service").asText()));
        return new Judged(
                answer.path("failure_detected").asBoolean(),
                answer.path("details").path("likely_type").asText(),
                ranking);
    }

    private ObjectNode body(List<MetricSample> samples, List<LogEntry> logs) {
        ObjectNode body = mapper.createObjectNode();
        var metrics = body.putArray("metrics");
        for (MetricSample sample : samples) {
            ObjectNode one = metrics.addObject()
                    .put("metric_type", sample.series().type().label())
                    .put("value", sample.value())
                    .put("timestamp", sample.timestamp().toString());
            ObjectNode labels = one.putObject("labels");
            sample.series().labels().forEach(labels::put);
        }
        var lines = body.putArray("logs");
        for (LogEntry line : logs) {
            lines.addObject()
                    .put("timestamp", line.timestamp().toString())
                    .put("level", line.level().label())
                    .put("message", line.message())
                    .put("service", line.service());
        }
        return body;
    }
}
