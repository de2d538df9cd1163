/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import static io.aegis.online.scoring.ScoringApi.body;
import static io.aegis.online.scoring.ScoringApi.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.settings.Listen;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of predictions, and how they take back what they said. */
class PredictionListIT {

    private static final String PREDICTIONS = "/api/v1/predictions";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"\\ ☃";

    private RealDatabase database;
    private ScoringApi api;

    @BeforeEach
    void open() {
        database = RealDatabase.shared();
        api = new ScoringApi(database, Map.of());
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String anomaly(String pod, int minute, double value) {
        return api.detect("", sample(body(), "cpu_usage", pod, minute, value))
                .path("prediction_id")
                .asText();
    }

    private JsonNode failure() {
        ObjectNode request = body();
        for (int second = 0; second < 120; second += 30) {
            sample(request, "cpu_usage", "hot", second / 60.0, 97);
        }
        return ScoringApi.read(
                api.post("/api/v1/detect-failure", request.toString()).body());
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        api.get(PREDICTIONS + query)
                .path("items")
                .forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private int unlabel(String id) {
        return api.api()
                .send(api.api()
                        .request(PREDICTIONS + "/" + id + "/label")
                        .header("X-API-Key", Listen.DEFAULT_API_KEY)
                        .DELETE())
                .statusCode();
    }

    @Test
    void what_was_found_is_listed_at_once_newest_first() {
        String quiet = anomaly("a", 0, 30);
        String found = anomaly(HOSTILE, 0, 99);
        JsonNode failed = failure();
        String failure = failed.path("prediction_id").asText();
        assertThat(ids("")).containsExactly(failure, found, quiet);
        assertThat(ids("?kind=anomaly&detected=true")).containsExactly(found);
        assertThat(ids("?kind=failure&failure_type=cpu_saturation")).containsExactly(failure);
        assertThat(ids("?failure_type=crash_loop")).isEmpty();
        assertThat(ids("?detected=false")).containsExactly(quiet);
        assertThat(ids("?until=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("?since=2020-01-01T00:00:00Z&limit=1")).containsExactly(failure);
        JsonNode row = api.get(PREDICTIONS + "?kind=anomaly&detected=true")
                .path("items")
                .path(0);
        assertThat(row.path("loudest").path("labels").path("pod").asText()).isEqualTo(HOSTILE);
        assertThat(row.path("label").isNull()).isTrue();
        assertThat(api.get(PREDICTIONS + "/" + failure).path("root_cause")).isEqualTo(failed.path("root_cause"));
    }

    @Test
    void one_has_its_details_with_the_ids_of_its_series() {
        String found = anomaly(HOSTILE, 0, 99);
        // Series get their ids when their samples are written.
        api.close();
        api = new ScoringApi(database, Map.of());
        JsonNode one = api.get(PREDICTIONS + "/" + found);
        JsonNode series = one.path("details").path("series").path(0);
        assertThat(series.path("observed").asDouble()).isEqualTo(99);
        long id = series.path("series_id").asLong();
        assertThat(api.get("/api/v1/series").path("items").path(0).path("id").asLong())
                .isEqualTo(id)
                .isPositive();
        assertThat(ids("?series=" + id)).containsExactly(found);
        assertThat(one.path("policy").path("allowed").isBoolean()).isTrue();
    }

    @Test
    void the_evidence_of_a_failure_is_kept_with_what_the_policy_said() {
        JsonNode failed = failure();
        JsonNode details = api.get(
                        PREDICTIONS + "/" + failed.path("prediction_id").asText())
                .path("details");
        assertThat(details.path("affected_services")).isEqualTo(failed.path("affected_services"));
        assertThat(details.path("evidence")).isEqualTo(failed.path("details").path("evidence"));
        assertThat(details.path("ranking")).isEqualTo(failed.path("details").path("ranking"));
        assertThat(details.path("policy")).isEqualTo(failed.path("details").path("policy"));
    }

    @Test
    void a_label_shows_is_changed_and_is_taken_back() {
        String id = anomaly("a", 0, 99);
        String path = PREDICTIONS + "/" + id + "/label";
        assertThat(api.post(path, "{\"correct\": false, \"note\": \"a test\"}").statusCode())
                .isEqualTo(200);
        assertThat(ids("?label=wrong")).containsExactly(id);
        assertThat(api.post(path, "{\"correct\": true}").statusCode()).isEqualTo(200);
        assertThat(ids("?label=wrong")).isEmpty();
        assertThat(ids("?label=correct")).containsExactly(id);
        JsonNode label = api.get(PREDICTIONS + "/" + id).path("label");
        assertThat(label.path("correct").asBoolean()).isTrue();
        assertThat(label.path("note").isNull()).isTrue();
        assertThat(unlabel(id)).isEqualTo(204);
        assertThat(unlabel(id)).isEqualTo(204);
        assertThat(ids("?label=none")).containsExactly(id);
        assertThat(unlabel(UUID.randomUUID().toString())).isEqualTo(404);
        assertThat(unlabel("none")).isEqualTo(404);
    }

    @Test
    void pages_follow_each_other() {
        for (int i = 0; i < 5; i++) {
            anomaly("a" + i, 0, 99);
        }
        JsonNode first = api.get(PREDICTIONS + "?limit=3");
        assertThat(first.path("items")).hasSize(3);
        assertThat(ids("?limit=3&cursor=" + first.path("next_cursor").asText())).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "?kind=weather, kind",
        "?detected=1, detected",
        "?severity=bad, severity",
        "?failure_type=fire, failure_type",
        "?label=yes, label",
        "?series=none, series",
        "?series=0, series",
        "?series=99999, series",
        "?since=now, since",
        "?limit=1000, limit",
        "?cursor=%00, cursor"
    })
    void a_wrong_parameter_is_named(String query, String field) {
        HttpResponse<String> response = api.api().get(PREDICTIONS + query);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(ScoringApi.read(response.body())
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo(field);
    }

    @Test
    void what_is_no_prediction_is_not_found_and_nobody_reads_without_a_key() {
        assertThat(api.api().get(PREDICTIONS + "/none").statusCode()).isEqualTo(404);
        assertThat(api.api().get(PREDICTIONS + "/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        for (String path : List.of(PREDICTIONS, PREDICTIONS + "/" + UUID.randomUUID())) {
            assertThat(api.api().send(api.api().request(path)).statusCode()).isEqualTo(401);
        }
    }
}
