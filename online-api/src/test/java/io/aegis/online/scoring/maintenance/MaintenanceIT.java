/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.online.scoring.ScoringFixture;
import io.aegis.settings.Listen;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenance windows over HTTP, and what they keep from alerting. */
class MaintenanceIT extends ScoringFixture {

    private static final String PATH = "/api/v1/maintenance";

    private static JsonNode announce(String body) {
        HttpResponse<String> response = api.post(PATH, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode window = ScoringApi.read(response.body());
        assertThat(response.headers().firstValue("Location"))
                .contains(PATH + "/" + window.path("id").asText());
        return window;
    }

    private static int end(String id) {
        return api.api()
                .send(api.api()
                        .request(PATH + "/" + id)
                        .header("X-API-Key", Listen.DEFAULT_API_KEY)
                        .DELETE())
                .statusCode();
    }

    private static JsonNode outage(String pod, int minute) {
        ObjectNode body = ScoringApi.body();
        ScoringApi.sample(body, "cpu_usage", pod, minute, 99);
        ScoringApi.sample(body, "cpu_usage", pod, minute + 1.0, 99);
        return api.detect("?points=true", body);
    }

    @Test
    void what_is_found_in_a_window_is_judged_as_ever_and_alerts_nobody() {
        api.detect("", ScoringApi.usual("worked-on", 0, 400));
        JsonNode window = announce("{\"labels\": {\"pod\": \"worked-*\"}, \"from\": \""
                + ScoringApi.START.plusSeconds(60 * 400) + "\", \"to\": \"" + ScoringApi.START.plusSeconds(60 * 401)
                + "\", \"note\": \"a new disk\"}");
        assertThat(window.path("active").asBoolean()).isFalse();

        JsonNode answer = outage("worked-on", 400);

        assertThat(answer.path("is_anomaly").asBoolean()).isTrue();
        JsonNode points = answer.path("details").path("series").path(0).path("points");
        assertThat(points.path(0).path("alert").asBoolean()).as("in the window").isFalse();
        assertThat(points.path(1).path("alert").asBoolean()).as("after it").isTrue();
        assertThat(end(window.path("id").asText())).isEqualTo(204);
        assertThat(end(window.path("id").asText())).isEqualTo(404);
        assertThat(end("x")).isEqualTo(404);
    }

    @Test
    void an_alert_in_a_window_says_why_it_is_none() {
        api.detect("", ScoringApi.usual("silent-1", 0, 400));
        JsonNode window = announce("{\"service\": \"silent-*\", \"cron\": \"* * * * *\", \"duration_minutes\": 5}");
        assertThat(window.path("active").asBoolean()).isTrue();
        assertThat(api.get(PATH).path("items")).contains(window);

        JsonNode answer = outage("silent-1", 400);

        assertThat(answer.path("alert").asBoolean()).isFalse();
        assertThat(answer.path("alert_reason").asText()).startsWith("in a maintenance window");
        assertThat(answer.path("severity").asText()).isEqualTo("medium");
        assertThat(answer.path("recommended_action").asText()).isEqualTo("no_action");
        end(window.path("id").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\": \"2999-01-01T00:00:00Z\"} | service",
                "{\"service\": \"a\"} | to",
                "{\"service\": \"a\", \"to\": \"2020-01-01T00:00:00Z\"} | to",
                "{\"service\": 7, \"to\": \"2999-01-01T00:00:00Z\"} | service",
                "{\"labels\": [], \"to\": \"2999-01-01T00:00:00Z\"} | labels",
                "{\"labels\": {\"pod\": 1}, \"to\": \"2999-01-01T00:00:00Z\"} | labels.pod",
                "{\"labels\": {\"pod\": \"\"}, \"to\": \"2999-01-01T00:00:00Z\"} | labels.pod",
                "{\"service\": \"a\", \"cron\": \"* * * * *\"} | duration_minutes",
                "{\"service\": \"a\", \"cron\": \"often\", \"duration_minutes\": 5} | cron",
                "{\"service\": \"a\", \"cron\": \"* * * * *\", \"duration_minutes\": 0} | duration_minutes",
                "{\"service\": \"a\", \"cron\": \"* * * * *\", \"to\": \"2999-01-01T00:00:00Z\"} | cron"
            })
    void what_makes_no_window_is_refused(String body, String field) {
        HttpResponse<String> response = api.post(PATH, body);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(ScoringApi.read(response.body()).path("errors").findValuesAsText("field"))
                .contains(field);
    }
}
