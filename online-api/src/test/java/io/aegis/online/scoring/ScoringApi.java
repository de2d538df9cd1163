/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.ReadAccess;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.scoring.failure.FailureModule;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.policy.PolicyGate;
import io.aegis.settings.Environment;
import io.aegis.settings.Listen;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The scoring module over HTTP, on a real database. */
public final class ScoringApi implements AutoCloseable {

    public static final ObjectMapper JSON = new ObjectMapper();
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static final Ticker TICKER = Ticker.system();

    private final Database database;
    private final ReadAccess readOnly;
    private final RunningApi api;

    /** A process of its own on that database. */
    public ScoringApi(RealDatabase real, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(real.settings());
        settings.putAll(more);
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        this.database = Database.open(checked.database().online(), PoolSizes.DEFAULT, TICKER, new Random());
        this.readOnly = Database.openReadOnly(checked.database().scoring(), 4, TICKER, new Random());
        this.api = new RunningApi(settings, List::of, () -> true, runtime -> {
            PolicyGate policy = runtime.closing(
                    "policy",
                    PolicyGate.open(checked.policy(), runtime.telemetry().registry(), TICKER));
            ScoringModule scoring = runtime.closing(
                    "scoring",
                    new ScoringModule(
                            checked, runtime, database, readOnly, readOnly, policy, Clock.systemUTC(), TICKER));
            FailureModule failures = runtime.closing(
                    "failures",
                    new FailureModule(
                            checked, runtime, database, readOnly, policy, scoring, Clock.systemUTC(), TICKER));
            List<Routes> modules = new ArrayList<>(scoring.routes());
            modules.addAll(failures.routes());
            return modules;
        });
    }

    public RunningApi api() {
        return api;
    }

    /** Posts JSON with the bootstrap key. */
    public HttpResponse<String> post(String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", Listen.DEFAULT_API_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** What is found in samples. */
    public JsonNode detect(String query, ObjectNode body) {
        HttpResponse<String> response = post("/api/v1/detect-anomaly" + query, body.toString());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return read(response.body());
    }

    public JsonNode get(String path) {
        return read(api.get(path).body());
    }

    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a meter at {@code /metrics}, named with its labels; 0 where there is none. */
    public double meter(String line) {
        return api.get("/metrics")
                .body()
                .lines()
                .filter(each -> each.startsWith(line + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length() + 1)))
                .sum();
    }

    /** A body without samples. */
    public static ObjectNode body() {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("metrics");
        return body;
    }

    /** Adds a sample so many minutes after the start. */
    public static ObjectNode sample(ObjectNode body, String type, String pod, double minute, double value) {
        ((ArrayNode) body.path("metrics"))
                .addObject()
                .put("metric_type", type)
                .put("value", value)
                .put("timestamp", START.plusMillis((long) (minute * 60_000)).toString())
                .putObject("labels")
                .put("pod", pod);
        return body;
    }

    /** Minutes of a usual load; the same for the same pod. */
    public static ObjectNode usual(String pod, int from, int to) {
        ObjectNode body = body();
        for (int minute = from; minute < to; minute++) {
            sample(body, "cpu_usage", pod, minute, usual(minute));
        }
        return body;
    }

    /** The number of this minute: samples of it are not too old to be told of. */
    public static int thisMinute() {
        return (int) Duration.between(START, Instant.now()).toMinutes();
    }

    /** A usual value of a minute. */
    public static double usual(int minute) {
        return 40 + 5 * Math.sin(minute / 20.0) + new Random(minute).nextGaussian();
    }

    @Override
    public void close() {
        api.close();
        readOnly.close();
        database.close();
    }
}
