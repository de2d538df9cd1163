/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.body;
import static io.aegis.online.scoring.ScoringApi.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.settings.Listen;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scoring module refuses, and how. */
class RefusedScoringIT extends ScoringFixture {

    private static final String DETECT = "/api/v1/detect-anomaly";

    private static String metric(String type, String value, String time, String labels) {
        return "{\"metrics\": [{\"metric_type\": " + type + ", \"value\": " + value + ", \"timestamp\": " + time
                + ", \"labels\": " + labels + "}]}";
    }

    private static void assertWrong(HttpResponse<String> response, String field, String message) {
        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode errors = ScoringApi.read(response.body()).path("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.path(0).path("field").asText()).isEqualTo(field);
        assertThat(errors.path(0).path("message").asText()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '"cpu"'      , 1       , '"2024-01-25T10:00:00Z"', '{}'             , metric_type  , 'must be one of cpu_usage'
            'null'       , 1       , '"2024-01-25T10:00:00Z"', '{}'             , metric_type  , is required
            '"cpu_usage"', '"1"'   , '"2024-01-25T10:00:00Z"', '{}'             , value        , must be a finite number
            '"cpu_usage"', 1e999   , '"2024-01-25T10:00:00Z"', '{}'             , value        , must be a finite number
            '"cpu_usage"', null    , '"2024-01-25T10:00:00Z"', '{}'             , value        , is required
            '"cpu_usage"', 1       , '"yesterday"'           , '{}'             , timestamp    , must be a time
            '"cpu_usage"', 1       , '1706176800'            , '{}'             , timestamp    , must be a time
            '"cpu_usage"', 1       , '"1969-12-31T23:59:59Z"', '{}'             , timestamp    , must be a time
            '"cpu_usage"', 1       , '"2024-01-25T10:00:00Z"', '[]'             , labels       , must be an object
            '"cpu_usage"', 1       , '"2024-01-25T10:00:00Z"', '{"pod": 1}'     , labels.pod   , must be a text
            '"cpu_usage"', 1       , '"2024-01-25T10:00:00Z"', '{"": "x"}'      , labels       , names of 1 to 128
            '"cpu_usage"', 1       , '"2024-01-25T10:00:00Z"', '{"a": "\\ud800"}', labels      , must have at most
            """)
    void a_wrong_sample_is_named(String type, String value, String time, String labels, String field, String message) {
        assertWrong(api.post(DETECT, metric(type, value, time, labels)), "metrics[0]." + field, message);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '{}'                                           , metrics   , is required
            '{"metrics": []}'                              , metrics   , must have 1 to 10000 samples
            '{"metrics": {}}'                              , metrics   , must be a list
            '{"metrics": [7]}'                             , metrics[0], must be an object
            '[]'                                           , body      , must be a JSON object
            """)
    void a_wrong_body_is_named(String body, String field, String message) {
        assertWrong(api.post(DETECT, body), field, message);
    }

    @ParameterizedTest
    @CsvSource({"0", "2017", "1.5", "'\"9\"'"})
    void a_wrong_warm_up_is_named(String warmup) {
        ObjectNode body = sample(body(), "cpu_usage", "x", 0, 1);
        String text = body.toString().replaceFirst("}$", ",\"context\":{\"warmup_samples\":" + warmup + "}}");
        assertWrong(api.post(DETECT, text), "context.warmup_samples", "must be a whole number from 1 to 2016");
    }

    @Test
    void too_many_samples_or_labels_and_a_wrong_query_are_named() {
        ObjectNode many = body();
        for (int i = 0; i <= 10_000; i++) {
            sample(many, "cpu_usage", "x", i, 1);
        }
        assertWrong(api.post(DETECT, many.toString()), "metrics", "at most 10000");
        ObjectNode labels = ScoringApi.JSON.createObjectNode();
        for (int i = 0; i < 33; i++) {
            labels.put("l" + i, "x");
        }
        assertWrong(
                api.post(DETECT, metric("\"cpu_usage\"", "1", "\"2024-01-25T10:00:00Z\"", labels.toString())),
                "metrics[0].labels",
                "at most 32 labels");
        assertWrong(
                api.post(
                        DETECT + "?points=1",
                        sample(body(), "cpu_usage", "x", 0, 1).toString()),
                "points",
                "must be true or false");
    }

    @Test
    void who_has_no_key_or_sends_something_else_is_refused() {
        String body = sample(body(), "cpu_usage", "x", 0, 1).toString();
        assertThat(api.api().post(DETECT, body).statusCode()).isEqualTo(401);
        assertThat(api.post(DETECT, "{").statusCode()).isEqualTo(400);
        assertThat(api.post(DETECT, "{\"metrics\": NaN}").statusCode()).isEqualTo(400);
        assertThat(api.api().get(DETECT).statusCode()).isEqualTo(405);
        assertThat(api.api()
                        .send(api.api()
                                .request(DETECT)
                                .header("X-API-Key", Listen.DEFAULT_API_KEY)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(415);
        assertThat(api.post(DETECT, body + " ".repeat((8 << 20) + 1)).statusCode())
                .isEqualTo(413);
        assertThat(api.api().send(api.api().request("/api/v1/metrics/stats")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_wrong_label_is_named_and_one_for_nothing_is_not_found() {
        String id = api.detect("", sample(body(), "cpu_usage", "labelled", 0, 1))
                .path("prediction_id")
                .asText();
        String path = "/api/v1/predictions/" + id + "/label";

        assertWrong(api.post(path, "{}"), "correct", "is required");
        assertWrong(api.post(path, "{\"correct\": \"yes\"}"), "correct", "must be true or false");
        assertWrong(
                api.post(path, "{\"correct\": true, \"failure_type\": \"fire\"}"), "failure_type", "must be one of");
        assertWrong(api.post(path, "{\"correct\": true, \"note\": \"" + "x".repeat(2_001) + "\"}"), "note", "2000");
        String label = "{\"correct\": true}";
        assertThat(api.post("/api/v1/predictions/" + UUID.randomUUID() + "/label", label)
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.post("/api/v1/predictions/seven/label", label).statusCode())
                .isEqualTo(404);
        assertThat(api.api()
                        .send(api.api()
                                .request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(label)))
                        .statusCode())
                .isEqualTo(401);
    }
}
