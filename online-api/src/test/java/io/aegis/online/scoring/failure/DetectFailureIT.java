/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.scoring.ScoringApi;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failure verdicts over HTTP, on a real database. */
class DetectFailureIT {

    private static final String DETECT = "/api/v1/detect-failure";

    @RegisterExtension
    static final WireMockExtension OPA = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static RealDatabase database;
    private static ScoringApi api;

    @BeforeAll
    static void open() {
        database = RealDatabase.shared();
        api = new ScoringApi(database, Map.of());
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static JsonNode judge(ScoringApi api, String body) {
        HttpResponse<String> response = api.post(DETECT, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ScoringApi.read(response.body());
    }

    private static String example(String service) {
        return """
                {"metrics": [
                  {"metric_type": "cpu_usage", "value": 95.0, "timestamp": "2024-01-25T10:00:00Z", "labels": {"service": "S"}},
                  {"metric_type": "error_rate", "value": 0.45, "timestamp": "2024-01-25T10:00:00Z", "labels": {"service": "S"}},
                  {"metric_type": "response_time", "value": 5000, "timestamp": "2024-01-25T10:00:00Z", "labels": {"service": "S"}}],
                 "logs": [
                  {"timestamp": "2024-01-25T09:59:50Z", "level": "error", "message": "Connection timeout to database", "service": "S",
                   "metadata": {"host": "a"}},
                  {"timestamp": "2024-01-25T09:59:58Z", "level": "error", "message": "Connection timeout to database", "service": "S"}],
                 "context": {}}""".replace("\"S\"", "\"" + service + "\"");
    }

    private static ObjectNode minute(int minute, String service, double cpu, double latency) {
        ObjectNode body = ScoringApi.body();
        for (Map.Entry<String, Double> metric :
                List.of(Map.entry("cpu_usage", cpu), Map.entry("response_time", latency))) {
            ScoringApi.sample(body, metric.getKey(), service, minute, metric.getValue());
        }
        return body;
    }

    @Test
    void the_example_of_the_contract_is_judged_by_a_product_that_has_seen_nothing() {
        JsonNode answer = judge(api, example("api-service"));

        assertThat(answer.path("failure_detected").asBoolean()).isTrue();
        assertThat(answer.path("failure_type").asText()).isEqualTo("dependency_timeout");
        assertThat(answer.path("severity").asText()).isIn("high", "critical");
        assertThat(answer.path("affected_services"))
                .extracting(JsonNode::asText)
                .containsExactly("api-service");
        assertThat(answer.path("root_cause").asText()).startsWith("api-service: connection timeouts");
        assertThat(answer.path("recommended_actions"))
                .extracting(JsonNode::asText)
                .contains("alert_admin");
        assertThat(answer.path("confidence").asDouble()).isBetween(0.7, 1.0);
        assertThat(answer.path("details").path("policy").path("asked").asBoolean())
                .isTrue();
        assertThat(answer.path("details").path("model").asText()).isEqualTo("failure-rules v1");
        assertThat(answer.path("prediction_id").asText()).hasSize(36);
        assertThat(Instant.parse(answer.path("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void what_is_usual_is_no_failure_and_what_leaves_it_is_also_after_a_restart() {
        try (ScoringApi before = new ScoringApi(database, Map.of())) {
            for (int minute = 0; minute < 60; minute++) {
                JsonNode answer = judge(
                        before,
                        minute(minute, "steady", 20 + minute % 3, 100 + minute % 5)
                                .toString());
                assertThat(answer.path("failure_detected").asBoolean())
                        .as("minute %d", minute)
                        .isFalse();
                assertThat(answer.path("failure_type").isNull()).isTrue();
                assertThat(answer.path("recommended_actions").path(0).asText()).isEqualTo("no_action");
            }
        }
        try (ScoringApi after = new ScoringApi(database, Map.of())) {
            judge(after, minute(60, "steady", 85, 120).toString());
            JsonNode answer = judge(after, minute(61, "steady", 88, 130).toString());

            assertThat(answer.path("failure_type").asText()).isEqualTo("cpu_saturation");
            assertThat(answer.path("recommended_actions").path(0).asText()).isEqualTo("scale_up");
            assertThat(answer.path("root_cause").asText())
                    .contains("steady: cpu_usage")
                    .contains("usually 2");
            JsonNode stats = after.get("/api/v1/metrics/stats");
            assertThat(stats.path("total_failures_detected").asInt()).isPositive();
        }
    }

    @Test
    void samples_of_one_face_are_history_of_the_other() {
        ObjectNode hour = ScoringApi.body();
        for (int minute = 0; minute < 60; minute++) {
            ScoringApi.sample(hour, "cpu_usage", "shared", minute, 20 + minute % 3);
        }
        try (ScoringApi first = new ScoringApi(database, Map.of())) {
            first.detect("", hour);
        }
        ObjectNode busy = ScoringApi.body();
        ScoringApi.sample(busy, "cpu_usage", "shared", 60, 85);
        ScoringApi.sample(busy, "cpu_usage", "shared", 61, 88);

        JsonNode failure = judge(api, busy.toString());
        JsonNode anomaly = api.detect("", busy);

        assertThat(failure.path("failure_type").asText()).isEqualTo("cpu_saturation");
        assertThat(anomaly.path("details").path("samples_seen").asInt()).isEqualTo(62);
    }

    @Test
    void a_service_with_little_to_do_for_half_an_hour_may_be_scaled_down() {
        JsonNode last = ScoringApi.JSON.missingNode();
        for (int minute = 0; minute < 160; minute++) {
            boolean busy = minute < 120;
            ObjectNode body = ScoringApi.body();
            ScoringApi.sample(body, "cpu_usage", "idle", minute, (busy ? 50 : 8) + minute % 3);
            ScoringApi.sample(body, "request_rate", "idle", minute, (busy ? 100 : 5) + minute % 3);
            last = judge(api, body.toString());
        }
        assertThat(last.path("failure_detected").asBoolean()).isFalse();
        assertThat(last.path("recommended_actions"))
                .extracting(JsonNode::asText)
                .containsExactly("scale_down");
        assertThat(last.path("details").path("idle_services"))
                .extracting(JsonNode::asText)
                .containsExactly("idle");
        assertThat(last.path("details").path("policy").path("asked").asBoolean())
                .isTrue();
    }

    @Test
    void a_denied_action_is_replaced_and_told() {
        OPA.stubFor(post(anyUrl())
                .withRequestBody(containing("throttle_api"))
                .willReturn(aResponse()
                        .withBody(
                                "{\"decision_id\": \"d7\", \"result\": {\"allow\": false, \"reason\": \"freeze\"}}")));
        try (ScoringApi guarded =
                new ScoringApi(database, Map.of("POLICY_ENGINE_URL", OPA.baseUrl(), "POLICY_TIMEOUT_MS", "10000"))) {
            JsonNode answer = judge(guarded, example("guarded"));

            assertThat(answer.path("recommended_actions"))
                    .extracting(JsonNode::asText)
                    .containsExactly("alert_admin");
            JsonNode policy = answer.path("details").path("policy");
            assertThat(policy.path("allowed").asBoolean()).isFalse();
            assertThat(policy.path("reason").asText()).isEqualTo("freeze");
            assertThat(policy.path("proposed_action").asText()).isEqualTo("throttle_api");
            assertThat(policy.path("decision_id").asText()).isEqualTo("d7");
        }
    }

    @Test
    void items_that_are_too_old_are_counted() {
        String body = example("old").replace("09:59:50Z", "09:54:00Z");

        JsonNode ignored = judge(api, body).path("details").path("ignored");

        assertThat(ignored.path("logs").asInt()).isEqualTo(1);
        assertThat(ignored.path("metrics").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '{}'                                     , metrics         , must have a sample
            '{"metrics": [], "logs": []}'            , metrics         , must have a sample
            '{"metrics": 1}'                         , metrics         , must be a list of at most 10000
            '{"logs": {"a": 1}}'                     , logs            , must be a list of at most 10000
            '{"logs": [1]}'                          , logs[0]         , must be an object
            """)
    void a_wrong_body_is_named(String body, String field, String message) {
        assertWrong(body, field, message);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            level    , '"fatal"'     , must be one of debug
            level    , 'null'        , is required
            level    , '3'           , must be one of debug
            message  , 'null'        , is required
            message  , '{}'          , must be a text
            service  , 'null'        , is required
            service  , '" "'         , must not be blank
            timestamp, '"yesterday"' , must be a time
            metadata , '[]'          , must be an object
            """)
    void a_wrong_line_is_named(String field, String value, String message) {
        ObjectNode body = ScoringApi.JSON.createObjectNode();
        ObjectNode line = body.putArray("logs")
                .addObject()
                .put("timestamp", "2024-01-25T10:00:00Z")
                .put("level", "info")
                .put("message", "x")
                .put("service", "s");
        line.set(field, ScoringApi.read(value));

        assertWrong(body.toString(), "logs[0]." + field, message);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '[]'            , context.dependencies  , must be an object
            '{"a": "b"}'    , context.dependencies.a, must be a list
            '{"a": [1]}'    , context.dependencies.a, must be a list
            '{"a": ["b", "b"]}', context.dependencies.a, different names
            """)
    void wrong_calls_are_named(String calls, String field, String message) {
        assertWrong(
                example("calls").replace("\"context\": {}", "\"context\": {\"dependencies\": " + calls + "}"),
                field,
                message);
    }

    private static void assertWrong(String body, String field, String message) {
        HttpResponse<String> response = api.post(DETECT, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(ScoringApi.read(response.body()).path("errors")).anySatisfy(error -> {
            assertThat(error.path("field").asText()).isEqualTo(field);
            assertThat(error.path("message").asText()).contains(message);
        });
    }

    @Test
    void bodies_and_lines_are_bounded() {
        String line =
                "{\"timestamp\": \"2024-01-25T10:00:00Z\", \"level\": \"info\", \"service\": \"s\", \"message\": \"M\"}";
        String longLine = "{\"logs\": [" + line.replace("M", "x".repeat(FailureReader.MAX_MESSAGE + 1)) + "]}";
        String many = "{\"logs\": [" + (line + ",").repeat(FailureReader.MAX_LOGS) + line + "]}";

        assertWrong(longLine, "logs[0].message", "at most 32768 characters");
        assertWrong(many, "logs", "at most 10000");
        assertThat(api.post(DETECT, " ".repeat(FailureReader.MAX_BYTES + 1)).statusCode())
                .isEqualTo(413);
        assertThat(api.post(DETECT, "{").statusCode()).isEqualTo(400);
    }
}
