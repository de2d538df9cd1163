/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.bench.product.ProductClient;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A running Aegis: {@code POST /api/v1/detect-failure}. Use one whose database has not seen the day before. It is not told of calls,
 * which a server learns from traces.
 */
final class HttpFailureJudge implements FailureJudge {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ProductClient product;

    /**
     * A judge over HTTP.
     *
     * @param product asked with a key of the role scoring
     */
    HttpFailureJudge(ProductClient product) {
        this.product = product;
    }

    @Override
    public Judged judge(List<MetricSample> samples, List<LogEntry> logs, List<CallMinute> calls)
            throws IOException, InterruptedException {
        JsonNode answer =
                product.post("/api/v1/detect-failure", body(samples, logs)).expect(200);
        List<String> ranking = new ArrayList<>();
        answer.path("details")
                .path("ranking")
                .forEach(suspect -> ranking.add(suspect.path("service").asText()));
        return new Judged(
                answer.path("failure_detected").asBoolean(),
                answer.path("details").path("likely_type").asText(),
                ranking);
    }

    private static ObjectNode body(List<MetricSample> samples, List<LogEntry> logs) {
        ObjectNode body = JSON.objectNode();
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
