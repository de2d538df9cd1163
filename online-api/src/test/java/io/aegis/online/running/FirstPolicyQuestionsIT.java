/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that has just started asks a policy engine for the first time: none of its questions is denied for being the first. */
class FirstPolicyQuestionsIT {

    @RegisterExtension
    static final WireMockExtension OPA = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String OUTAGE = """
        {"metrics": [
          {"metric_type": "error_rate", "value": 0.45, "timestamp": "2024-01-25T10:00:00Z", "labels": {"service": "S"}},
          {"metric_type": "response_time", "value": 5000, "timestamp": "2024-01-25T10:00:00Z", "labels": {"service": "S"}}],
         "logs": [
          {"timestamp": "2024-01-25T09:59:50Z", "level": "error", "message": "Connection timeout to database", "service": "S"},
          {"timestamp": "2024-01-25T09:59:58Z", "level": "error", "message": "Connection timeout to database", "service": "S"}]}\
        """;

    /** The engine is to be quick: the first answers of this one, in a JVM with everything else, are not. */
    private static void warmUpTheEngine() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest question = HttpRequest.newBuilder(URI.create(OPA.baseUrl() + "/v1/data/x"))
                    .POST(BodyPublishers.ofString("{\"input\": {}}"))
                    .build();
            for (int i = 0; i < 20; i++) {
                client.send(question, HttpResponse.BodyHandlers.discarding());
            }
        }
        OPA.resetRequests();
    }

    @Test
    void each_is_answered_in_time_and_the_engine_heard_no_others() throws Exception {
        OPA.stubFor(post(anyUrl()).willReturn(okJson("{\"result\": true}")));
        warmUpTheEngine();
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(
                        database,
                        // Ten times what is usual, for a machine that is busy with other tests.
                        Map.of("POLICY_ENGINE_URL", OPA.baseUrl(), "POLICY_TIMEOUT_MS", "1000"))) {
            OPA.verify(0, postRequestedFor(anyUrl()));
            List<JsonNode> policies = new ArrayList<>();
            for (String service : List.of("cart", "search", "checkout")) {
                ApiProcess.Reply reply = api.send(api.request("/api/v1/detect-failure")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(OUTAGE.replace("\"S\"", "\"" + service + "\""))));
                assertThat(reply.status()).isEqualTo(200);
                policies.add(reply.body().path("details").path("policy"));
            }
            assertThat(policies).allSatisfy(policy -> {
                assertThat(policy.path("asked").asBoolean()).isTrue();
                assertThat(policy.path("allowed").asBoolean())
                        .as(policy.toString())
                        .isTrue();
            });
            OPA.verify(3, postRequestedFor(anyUrl()));
        }
    }
}
