package io.aegis.bench.nab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.monitoring.MetricType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A running Aegis: {@code POST /api/v1/detect-anomaly?points=true}, a series for each file, in requests of 10,000 samples. */
final class HttpSeriesJudge implements SeriesJudge {

    private static final int SAMPLES = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final JsonMapper mapper = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String key;
    private final MetricType type;
    private final boolean warmupGiven;
    private final String run;

    /**
     * A judge over HTTP.
     *
     * @param server such as {@code http://127.0.0.1:8000}
     * @param key the API key, with the role scoring
     * @param type what the series are said to measure
     * @param warmupGiven whether the server is told how many rows are not scored
     * @param run a label of every series, so that no run continues an earlier one's
     */
    HttpSeriesJudge(URI server, String key, MetricType type, boolean warmupGiven, String run) {
        this.address = server.resolve("/api/v1/detect-anomaly?points=true");
        this.key = key;
        this.type = type;
        this.warmupGiven = warmupGiven;
        this.run = run;
    }

    @Override
    public double[] scores(NabSeries series) throws IOException, InterruptedException {
        double[] scores = new double[series.values().size()];
        for (int from = 0; from < scores.length; from += SAMPLES) {
            int to = Math.min(scores.length, from + SAMPLES);
            JsonNode points = points(series.name(), ask(series, from, to));
            if (points.size() != to - from) {
                throw new IOException(series.name() + ": " + points.size() + " points for " + (to - from) + " samples");
            }
            for (int row = from; row < to; row++) {
                scores[row] = points.path(row - from).path("score").asDouble(Double.NaN);
            }
        }
        return scores;
    }

    private JsonNode ask(NabSeries series, int from, int to) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-API-Key", key)
                .POST(BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body(series, from, to))))
                .build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(series.name() + ": the server answered " + response.statusCode());
        }
        return mapper.readTree(response.body());
    }

    private ObjectNode body(NabSeries series, int from, int to) {
        ObjectNode body = mapper.createObjectNode();
        var metrics = body.putArray("metrics");
        for (int row = from; row < to; row++) {
            metrics.addObject()
                    .put("metric_type", type.label())
                    .put("value", series.values().get(row))
                    .put("timestamp", series.times().get(row).toString())
                    .putObject("labels")
                    .put("file", series.name())
                    .put("run", run);
        }
        ObjectNode context = body.putObject("context");
        if (warmupGiven) {
            context.put("warmup_samples", series.probation());
        }
        return body;
    }

    private static JsonNode points(String name, JsonNode answer) throws IOException {
        JsonNode points = answer.path("details").path("series").path(0).path("points");
        if (!points.isArray()) {
            throw new IOException(name + ": the answer has no points");
        }
        return points;
    }
}
