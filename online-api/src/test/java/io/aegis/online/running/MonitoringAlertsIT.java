/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.aegis.online.running.ApiProcess.Reply;
import io.aegis.testing.Await;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is found in samples reaches an Alertmanager, told by a process of its own. */
class MonitoringAlertsIT {

    private static final String ALERTS = "/api/v2/alerts";

    @RegisterExtension
    static final WireMockExtension ALERTMANAGER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static Map<String, String> settings() {
        return Map.of(
                "ALERTMANAGER_URL", ALERTMANAGER.baseUrl(), "ALERT_ALLOW_PRIVATE", "true", "AI_TIMEOUT_SECONDS", "20");
    }

    private static void answering(int status) {
        ALERTMANAGER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    /** A processor that is busy though nothing is known of it; the id of the prediction. */
    private static String anomaly(ApiProcess api, String pod) throws Exception {
        Reply reply = api.send(api.request("/api/v1/detect-anomaly")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"metrics\": [{\"metric_type\": \"cpu_usage\", \"value\": 95.0, \"timestamp\": \""
                                + Instant.now() + "\", \"labels\": {\"pod\": \"" + pod + "\", \"a-zone\": \"b\"}}]}")));
        assertThat(reply.body().path("is_anomaly").asBoolean())
                .as(reply.toString())
                .isTrue();
        return reply.body().path("prediction_id").asText();
    }

    private static List<JsonNode> received() throws Exception {
        List<JsonNode> bodies = new ArrayList<>();
        for (LoggedRequest request : ALERTMANAGER.findAll(postRequestedFor(urlEqualTo(ALERTS)))) {
            bodies.add(ApiProcess.JSON.readTree(request.getBody()));
        }
        return bodies;
    }

    @Test
    void an_anomaly_arrives_as_an_alertmanager_takes_it_though_it_fails_at_first() throws Exception {
        ALERTMANAGER.stubFor(post(anyUrl())
                .inScenario("recovering")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        ALERTMANAGER.stubFor(post(anyUrl())
                .inScenario("recovering")
                .whenScenarioStateIs("well")
                .willReturn(aResponse().withStatus(200)));
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, settings())) {
            Instant before = Instant.now().minusSeconds(1);
            String prediction = anomaly(api, "told");
            Await.until(
                    "it is delivered",
                    () -> database.number("SELECT COUNT(*) FROM alert_outbox WHERE state = 'DELIVERED'"
                                    + " AND event = 'monitoring.alert' AND channel = 'alertmanager'")
                            == 1);

            List<JsonNode> bodies = received();
            assertThat(bodies).hasSize(2);
            assertThat(bodies.getLast()).isEqualTo(bodies.getFirst());
            assertThat(bodies.getFirst().isArray()).isTrue();
            assertThat(bodies.getFirst()).hasSize(1);
            JsonNode alert = bodies.getFirst().path(0);
            assertThat(alert.path("labels"))
                    .isEqualTo(
                            ApiProcess.JSON.readTree(
                                    "{\"alertname\": \"AegisAnomaly\", \"metric_type\":"
                                            + " \"cpu_usage\", \"pod\": \"told\", \"a_zone\": \"b\", \"service\": \"told\", \"generator\": \"aegis\"}"));
            assertThat(alert.path("annotations").path("severity").asText()).isEqualTo("high");
            assertThat(alert.path("generatorURL").asText()).endsWith("/#/monitoring?tab=series&type=cpu_usage&q=told");
            assertThat(alert.path("annotations").path("prediction_id").asText()).isEqualTo(prediction);
            assertThat(alert.path("annotations").path("recommended_actions").asText())
                    .isEqualTo("scale_up");
            assertThat(alert.path("annotations").path("summary").asText())
                    .isEqualTo("cpu_usage of told is 95.0000, expected 45.0000");
            Instant begun = Instant.parse(alert.path("startsAt").asText());
            assertThat(begun).isBetween(before, Instant.now());
            assertThat(Instant.parse(alert.path("endsAt").asText())).isAfter(begun.plusSeconds(300));
        }
    }

    @Test
    void an_alert_outlives_the_process_that_raised_it() throws Exception {
        answering(503);
        try (RealDatabase database = RealDatabase.shared()) {
            ApiProcess first = ApiProcess.start(database, settings());
            String prediction = anomaly(first, "killed");
            Await.until(
                    "it is on record, and was tried",
                    () -> database.number("SELECT COUNT(*) FROM alert_outbox WHERE last_error LIKE '%503%'") == 1);
            first.kill();
            first.close();
            ALERTMANAGER.resetAll();
            answering(200);
            try (ApiProcess second = ApiProcess.start(database, settings())) {
                assertThat(second.get("/health").status()).isEqualTo(200);
                Await.until(
                        "the next process delivers it",
                        () -> received().stream()
                                .anyMatch(body -> body.path(0)
                                        .path("annotations")
                                        .path("prediction_id")
                                        .asText()
                                        .equals(prediction)));
            }
        }
    }

    @Test
    void urgent_feedback_is_not_for_an_alertmanager() throws Exception {
        answering(200);
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, settings())) {
            assertThat(api.post("Somebody hacked my account and stole all my money")
                            .body()
                            .path("is_urgent")
                            .asBoolean())
                    .isTrue();
            anomaly(api, "after-it");
            Await.until("the anomaly is told", () -> !received().isEmpty());
            assertThat(database.number("SELECT COUNT(*) FROM alert_outbox WHERE event <> 'monitoring.alert'"))
                    .isZero();
        }
    }
}
