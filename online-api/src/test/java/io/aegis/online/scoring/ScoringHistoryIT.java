/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.body;
import static io.aegis.online.scoring.ScoringApi.sample;
import static io.aegis.online.scoring.ScoringApi.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.running.RealDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is left of samples and predictions when a process ends, or another one asks. */
class ScoringHistoryIT {

    private final RealDatabase database = RealDatabase.shared();

    private ScoringApi start() {
        return new ScoringApi(database, Map.of());
    }

    private static JsonNode series(JsonNode answer) {
        return answer.path("details").path("series").path(0);
    }

    @Test
    void a_restart_keeps_history() {
        try (ScoringApi before = start()) {
            before.detect("", usual("kept", 0, 400));
        }
        ObjectNode spike = sample(body(), "cpu_usage", "kept", 400, 70);
        JsonNode expected;
        try (ScoringApi other = start()) {
            other.detect("", usual("never-stopped", 0, 400));
            expected = other.detect("", sample(body(), "cpu_usage", "never-stopped", 400, 70));
        }
        try (ScoringApi after = start()) {
            JsonNode answer = after.detect("", spike);
            assertThat(series(answer).path("history").asText()).isEqualTo("known");
            assertThat(series(answer).path("samples_seen").asInt()).isEqualTo(401);
            assertThat(answer.path("anomaly_score")).isEqualTo(expected.path("anomaly_score"));
            assertThat(answer.path("is_anomaly").asBoolean()).isTrue();
        }
    }

    @Test
    void a_warm_up_is_kept_with_the_series() {
        try (ScoringApi before = start()) {
            ObjectNode body = usual("warm", 0, 50);
            body.putObject("context").put("warmup_samples", 40);
            before.detect("", body);
        }
        try (ScoringApi after = start()) {
            JsonNode answer = after.detect("", sample(body(), "cpu_usage", "warm", 50, 41));
            assertThat(series(answer).path("maturity").asDouble()).isEqualTo(1);
        }
    }

    @Test
    void concurrent_samples_of_one_series_are_all_stored() throws Exception {
        try (ScoringApi api = start()) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int minute = 0; minute < 300; minute++) {
                    ObjectNode body = sample(body(), "cpu_usage", "crowd", minute, ScoringApi.usual(minute));
                    answers.add(clients.submit(() -> api.detect("", body)));
                }
            }
            for (Future<JsonNode> answer : answers) {
                answer.get();
            }
        }
        try (ScoringApi after = start()) {
            JsonNode answer = after.detect("", sample(body(), "cpu_usage", "crowd", 300, 41));
            assertThat(series(answer).path("samples_seen").asInt()).isEqualTo(301);
        }
    }

    @Test
    void statistics_are_true_at_once_and_right_after_a_restart() {
        try (ScoringApi before = start()) {
            JsonNode none = before.get("/api/v1/metrics/stats");
            assertThat(none.path("total_predictions").asInt()).isZero();
            before.detect("", sample(body(), "cpu_usage", "counted", 0, 95));
            before.detect("", sample(body(), "cpu_usage", "other", 0, 5));
            JsonNode two = before.get("/api/v1/metrics/stats");
            assertThat(two.path("total_predictions").asInt()).isEqualTo(2);
            assertThat(two.path("total_anomalies_detected").asInt()).isEqualTo(1);
        }
        try (ScoringApi after = start()) {
            JsonNode two = after.get("/api/v1/metrics/stats");
            assertThat(two.path("total_predictions").asInt()).isEqualTo(2);
            assertThat(two.path("predictions_last_24h").asInt()).isEqualTo(2);
            assertThat(two.path("total_anomalies_detected").asInt()).isEqualTo(1);
            assertThat(two.path("total_failures_detected").asInt()).isZero();
            assertThat(two.path("series").asInt()).isEqualTo(2);
        }
    }

    @Test
    void a_prediction_is_labelled_right_after_its_answer_here_and_on_another_replica() throws Exception {
        try (ScoringApi one = start();
                ScoringApi other = start()) {
            for (ScoringApi asked : List.of(one, other)) {
                String id = one.detect("", sample(body(), "cpu_usage", "labelled", 0, 95))
                        .path("prediction_id")
                        .asText();
                HttpResponse<String> response = asked.post(
                        "/api/v1/predictions/" + id + "/label",
                        "{\"correct\": false, \"failure_type\": \"traffic_surge\", \"note\": \"a sale\"}");
                assertThat(response.statusCode()).isEqualTo(200);
                JsonNode label = ScoringApi.read(response.body());
                assertThat(label.path("prediction_id").asText()).isEqualTo(id);
                assertThat(label.path("failure_type").asText()).isEqualTo("traffic_surge");
                assertThat(label.path("labelled_by").asText()).isEqualTo("bootstrap");
            }
            assertThat(one.get("/api/v1/metrics/stats").path("labelled_wrong").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void without_a_database_samples_are_judged_by_priors_and_the_answer_says_so() {
        Map<String, String> nowhere =
                Map.of("DATABASE_URL", "jdbc:mariadb://127.0.0.1:9/aegis?sslMode=disable&connectTimeout=200");
        try (ScoringApi api = new ScoringApi(database, nowhere)) {
            JsonNode answer = api.detect("", sample(body(), "cpu_usage", "alone", 0, 95));

            assertThat(answer.path("is_anomaly").asBoolean()).isTrue();
            assertThat(answer.path("details").path("model").asText()).isEqualTo("cold-start-prior v1");
            assertThat(series(answer).path("history").asText()).isEqualTo("unreachable");
            assertThat(api.api().get("/api/v1/metrics/stats").statusCode()).isEqualTo(503);
            assertThat(api.post(
                                    "/api/v1/predictions/"
                                            + answer.path("prediction_id").asText() + "/label",
                                    "{\"correct\": true}")
                            .statusCode())
                    .isEqualTo(503);
        }
    }
}
