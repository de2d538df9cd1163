/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** A little of everything that a product is used for, so that every table and every meter has something in it. */
final class Traffic {

    private static final String REVIEWED = "Someone logged into my account without my permission, please look";

    private static final int MINUTES = 201;

    private final Api api;

    private Traffic(Api api) {
        this.api = api;
    }

    /** Sends it, and waits until it is stored. */
    static void through(Aegis aegis) throws IOException, InterruptedException {
        Traffic traffic = new Traffic(aegis.api());
        traffic.feedback();
        traffic.imported();
        traffic.monitoring();
        traffic.jobs();
        traffic.access(aegis);
        traffic.settles();
    }

    private void feedback() throws IOException, InterruptedException {
        String id =
                post("{\"raw_content\": \"I was charged twice <b>and</b> nobody answers \uD83D\uDE21\", \"metadata\": "
                        + "{\"channel\": \"email\", \"customer_ref\": \"Zo\u00eb\"}}");
        post("{\"raw_content\": \"I was charged twice <b>and</b> nobody answers \uD83D\uDE21\"}");
        api.done("PATCH", "/feedback/" + id + "/resolve", "{\"note\": \"refunded \u20ac 12\"}");
        String review = post("{\"raw_content\": \"" + REVIEWED + "\"}");
        Await.until(
                "a review is open",
                () -> api.send("GET", "/admin/reviews/" + review, "").status() == 200);
        api.done("POST", "/admin/reviews/" + review, "{\"decision\": \"accept_heuristic\"}");
        post("{\"raw_content\": \"The dashboard is lovely, thank you\"}");
    }

    private String post(String body) throws IOException, InterruptedException {
        return api.done("POST", "/feedback", body).path("id").asText();
    }

    private void imported() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("text\n");
        for (int i = 0; i < 300; i++) {
            csv.append("\"The invoice is wrong, number ").append(i).append("\"\n");
        }
        String id = api.done("POST", "/feedback/batch_csv", csv.append("x\n").toString())
                .path("import_id")
                .asText();
        Await.until(
                "the import is done",
                () -> api.get("/feedback/imports/" + id).path("status").asText().equals("COMPLETED"));
    }

    private void monitoring() throws IOException, InterruptedException {
        ObjectNode request = Api.JSON.createObjectNode();
        ArrayNode metrics = request.putArray("metrics");
        Instant now = Instant.now();
        for (int minute = MINUTES - 1; minute >= 0; minute--) {
            for (String type : new String[] {"cpu_usage", "response_time"}) {
                metrics.addObject()
                        .put("metric_type", type)
                        .put("value", minute == 0 ? 990 : 40 + (minute * 7) % 5)
                        .put("timestamp", now.minus(Duration.ofMinutes(minute)).toString())
                        .putObject("labels")
                        .put("service", "shop");
            }
        }
        String id = api.done("POST", "/api/v1/detect-anomaly", request.toString())
                .path("prediction_id")
                .asText();
        ArrayNode logs = request.putArray("logs");
        for (int i = 0; i < 5; i++) {
            logs.addObject()
                    .put("timestamp", now.minusSeconds(i).toString())
                    .put("level", "error")
                    .put("message", "connection timed out to payment-db:5432")
                    .put("service", "shop");
        }
        api.done("POST", "/api/v1/detect-failure", request.toString());
        Await.until(
                "the prediction is stored",
                () -> api.send("POST", "/api/v1/predictions/" + id + "/label", "{\"correct\": true}")
                                .status()
                        == 200);
        Await.until("the samples are stored, from which a model is to be trained", () -> stored() == 2 * MINUTES);
    }

    private int stored() throws IOException, InterruptedException {
        int samples = 0;
        for (var series : api.get("/api/v1/series").path("items")) {
            samples += api.get("/api/v1/series/" + series.path("id").asLong() + "/samples")
                    .path("samples")
                    .asInt();
        }
        return samples;
    }

    private void jobs() throws IOException, InterruptedException {
        api.done("POST", "/admin/reconcile", "");
        api.ran("anomaly-train", "{}");
        api.ran("feedback-reconcile", "{}");
        api.ran("retention", "{}");
        Await.until(
                "what was asked for has been launched",
                () -> api.get("/batch/jobs/feedback-reconcile/executions")
                                .path("items")
                                .size()
                        == 2);
    }

    private void access(Aegis aegis) throws IOException, InterruptedException {
        Aegis.Said said = aegis.run("keys", "create", "--name", "drill", "--roles", "submit");
        if (said.code() != 0) {
            throw new IllegalStateException(said.text());
        }
        String key = said.text()
                .lines()
                .filter(line -> line.startsWith("key:"))
                .map(line -> line.substring("key:".length()).strip())
                .findFirst()
                .orElseThrow();
        Await.until(
                "the new key signs in",
                () -> api.send("POST", "/session", "{\"api_key\": \"" + key + "\"}")
                                .status()
                        == 200);
    }

    /** What is written behind has come to rest. */
    private void settles() {
        Await.until(
                "duplicates are counted",
                () -> api.get("/admin/stats").path("duplicates_saved").asLong() == 1);
        Await.until("no job runs", () -> {
            for (var job : api.get("/batch/jobs").path("items")) {
                if (job.path("running").asInt() != 0) {
                    return false;
                }
            }
            return true;
        });
    }
}
