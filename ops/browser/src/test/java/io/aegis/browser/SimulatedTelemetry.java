/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.aegis.testing.Await;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** What a monitoring system sends: a usual load, minute by minute, and trouble. */
final class SimulatedTelemetry {

    private static final int MINUTES = 300;

    private SimulatedTelemetry() {}

    /** Five hours of one pod's processor until now, at whose end it is far too busy; gives the answer to the last sample. */
    static JsonObject spike(Product product, String pod) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Random random = new Random(7);
        JsonArray samples = new JsonArray();
        for (int minute = MINUTES; minute > 0; minute--) {
            double value = 40 + 6 * Math.sin(minute / 25.0) + random.nextGaussian();
            samples.add(sample("cpu_usage", value, now.minus(minute, ChronoUnit.MINUTES), "pod", pod));
        }
        detect(product, samples);
        JsonArray last = new JsonArray();
        last.add(sample("cpu_usage", 97, now, "pod", pod));
        return stored(product, pod, detect(product, last));
    }

    /** A single sample that is unusual for any; gives the answer. */
    static JsonObject busy(Product product, String pod) {
        JsonArray one = new JsonArray();
        one.add(sample("cpu_usage", 99, Instant.now(), "pod", pod));
        return stored(product, pod, detect(product, one));
    }

    /** A service whose dependency does not answer; gives the answer. */
    static JsonObject failure(Product product, String service, String message) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JsonArray samples = new JsonArray();
        JsonArray logs = new JsonArray();
        for (int second = 0; second < 120; second += 10) {
            Instant at = now.minusSeconds(second);
            samples.add(sample("error_rate", 0.45, at, "service", service));
            samples.add(sample("response_time", 4800, at, "service", service));
            samples.add(sample("cpu_usage", 30, at, "service", "quiet-neighbour"));
            JsonObject line = new JsonObject();
            line.addProperty("timestamp", at.toString());
            line.addProperty("level", "error");
            line.addProperty("message", message);
            line.addProperty("service", service);
            logs.add(line);
        }
        JsonObject body = new JsonObject();
        body.add("metrics", samples);
        body.add("logs", logs);
        body.add("context", JsonParser.parseString("""
                {"dependencies": {"storefront": ["quiet-neighbour", "catalogue"], "catalogue": ["ledger"]}}"""));
        body.getAsJsonObject("context")
                .getAsJsonObject("dependencies")
                .getAsJsonArray("storefront")
                .add(service);
        return product.send("POST", "/api/v1/detect-failure", body.toString());
    }

    /** A sample of half an hour ago. */
    static void longAgo(Product product, String pod) {
        JsonArray one = new JsonArray();
        one.add(sample("cpu_usage", 41, Instant.now().minus(30, ChronoUnit.MINUTES), "pod", pod));
        stored(product, pod, detect(product, one));
    }

    /** Series are stored a moment after the answer, and a page that is open by then only tells that there are new ones. */
    private static JsonObject stored(Product product, String pod, JsonObject answer) {
        String path = "/api/v1/series?q=" + URLEncoder.encode(pod, StandardCharsets.UTF_8);
        Await.until(
                pod + " is stored",
                () -> !product.get(path).getAsJsonArray("items").isEmpty());
        return answer;
    }

    private static JsonObject detect(Product product, JsonArray samples) {
        JsonObject body = new JsonObject();
        body.add("metrics", samples);
        return product.send("POST", "/api/v1/detect-anomaly", body.toString());
    }

    private static JsonObject sample(String type, double value, Instant at, String label, String name) {
        JsonObject labels = new JsonObject();
        labels.addProperty(label, name);
        JsonObject sample = new JsonObject();
        sample.addProperty("metric_type", type);
        sample.addProperty("value", value);
        sample.addProperty("timestamp", at.toString());
        sample.add("labels", labels);
        return sample;
    }
}
