/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.aegis.online.running.ApiProcess.Reply;
import io.aegis.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UrgentAlertsIT {

    private static final String URGENT = "Somebody hacked my account and stole all my money, case ";

    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static Map<String, String> settings() {
        return Map.of(
                "ALERT_WEBHOOK_URL",
                RECEIVER.baseUrl() + "/hook",
                "ALERT_WEBHOOK_SECRET",
                "hush",
                "DISCORD_WEBHOOK_URL",
                RECEIVER.baseUrl() + "/discord",
                "ALERT_ALLOW_PRIVATE",
                "true",
                // Nobody is asked; each post is to be stored, however busy the machine is.
                "AI_TIMEOUT_SECONDS",
                "20");
    }

    private static List<String> delivered() throws Exception {
        List<String> ids = new ArrayList<>();
        for (LoggedRequest request : RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook")))) {
            ids.add(ApiProcess.JSON.readTree(request.getBody()).path("id").asText());
        }
        return ids;
    }

    @Test
    void exactly_the_urgent_rows_are_told_even_when_the_receiver_refuses_at_first() throws Exception {
        RECEIVER.stubFor(post(anyUrl())
                .inScenario("recovering")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        RECEIVER.stubFor(post(anyUrl())
                .inScenario("recovering")
                .whenScenarioStateIs("well")
                .willReturn(aResponse().withStatus(204)));
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, settings())) {
            List<String> urgent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Reply reply = api.post(URGENT + i);
                assertThat(reply.body().path("is_urgent").asBoolean())
                        .as(reply.toString())
                        .isTrue();
                urgent.add(reply.id());
                api.post(URGENT + i);
                api.post("The new colours are lovely, number " + i);
            }

            Await.until(
                    "both channels got every alert",
                    () -> database.number("SELECT COUNT(*) FROM alert_outbox WHERE state = 'DELIVERED'") == 10);
            assertThat(delivered()).containsAll(urgent).allMatch(urgent::contains);
            assertThat(database.number("SELECT COUNT(*) FROM alert_outbox")).isEqualTo(10);
            assertThat(RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook"))))
                    .allSatisfy(request ->
                            assertThat(request.getHeader("X-Aegis-Signature")).startsWith("sha256="));
        }
    }

    @Test
    void alerts_outlive_the_process_that_raised_them() throws Exception {
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(503)));
        try (RealDatabase database = RealDatabase.shared()) {
            ApiProcess first = ApiProcess.start(database, settings());
            Reply reply = first.post(URGENT + "of a killed process");
            first.kill();
            first.close();
            RECEIVER.resetAll();
            RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(204)));
            try (ApiProcess second = ApiProcess.start(database, settings())) {
                assertThat(second.get("/health").status()).isEqualTo(200);
                Await.until("the next process delivers it", () -> delivered().contains(reply.id()));
            }
        }
    }

    @Test
    void a_private_address_is_refused_unless_allowed() throws Exception {
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(204)));
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api =
                        ApiProcess.start(database, Map.of("ALERT_WEBHOOK_URL", RECEIVER.baseUrl() + "/hook"))) {
            api.post(URGENT + "with a private receiver");

            Await.until(
                    "the refusal is on record",
                    () -> database.number(
                                    "SELECT COUNT(*) FROM alert_outbox WHERE last_error LIKE '%ALERT_ALLOW_PRIVATE%'")
                            == 1);
            RECEIVER.verify(0, postRequestedFor(anyUrl()));
        }
    }
}
