/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.points;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.bench.product.ProductClient;
import io.aegis.monitoring.MetricType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Asks a running Aegis: {@code POST /api/v1/detect-anomaly?points=true}, in requests of 10,000 samples. */
public final class PointsClient {

    private static final int SAMPLES = 10_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ProductClient product;

    /**
     * A client.
     *
     * @param product asked with a key of the role scoring
     */
    public PointsClient(ProductClient product) {
        this.product = product;
    }

    /**
     * A series to be judged.
     *
     * @param type what it is said to measure
     * @param labels where
     * @param times of its samples, in order
     * @param values of its samples
     * @param warmup how many samples are its warm-up; empty for the service's own windows
     */
    public record Stream(
            MetricType type, Map<String, String> labels, List<Instant> times, List<Double> values, OptionalInt warmup) {

        /** A series whose warm-up nobody knows. */
        public Stream(MetricType type, Map<String, String> labels, List<Instant> times, List<Double> values) {
            this(type, labels, times, values, OptionalInt.empty());
        }
    }

    /**
     * What is said of each sample, in order.
     *
     * @throws IOException when nobody answers, or not what was expected
     */
    public List<JsonNode> points(Stream series) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (int from = 0; from < series.values().size(); from += SAMPLES) {
            int to = Math.min(series.values().size(), from + SAMPLES);
            JsonNode points =
                    ask(series, from, to).path("details").path("series").path(0).path("points");
            if (points.size() != to - from) {
                throw new IOException(
                        series.labels() + ": " + points.size() + " points for " + (to - from) + " samples");
            }
            points.forEach(all::add);
        }
        return all;
    }

    private JsonNode ask(Stream series, int from, int to) throws IOException, InterruptedException {
        return product.post("/api/v1/detect-anomaly?points=true", body(series, from, to))
                .expect(200);
    }

    private static ObjectNode body(Stream series, int from, int to) {
        ObjectNode body = JSON.objectNode();
        var metrics = body.putArray("metrics");
        for (int row = from; row < to; row++) {
            ObjectNode labels = metrics.addObject()
                    .put("metric_type", series.type().label())
                    .put("value", series.values().get(row))
                    .put("timestamp", series.times().get(row).toString())
                    .putObject("labels");
            series.labels().forEach(labels::put);
        }
        ObjectNode context = body.putObject("context");
        series.warmup().ifPresent(warmup -> context.put("warmup_samples", warmup));
        return body;
    }
}
