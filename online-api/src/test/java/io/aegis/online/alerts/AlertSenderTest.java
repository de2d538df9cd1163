/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.settings.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSenderTest {

    private static final String PAYLOAD = "{\"id\":\"7\",\"text\":\"help @everyone\",\"topics\":[\"Security\"]}";
    private static final Alert ALERT =
            new Alert(new UUID(1, 2), new UUID(3, 4), "webhook", "feedback.urgent", PAYLOAD, 0);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private AlertSender sender(boolean allowPrivate, Duration limit) {
        return new AlertSender(
                new SsrfFilter(InetAddress::getAllByName, allowPrivate),
                URI.create("https://aegis.example/"),
                new ObjectMapper(),
                CLOCK,
                threads,
                limit);
    }

    private Delivery send(Channel channel) {
        return sender(true, Duration.ofSeconds(5)).send(ALERT, channel);
    }

    private static Channel.Webhook webhook() {
        return new Channel.Webhook(uri("/hook"), Optional.of(Secret.of("hush")));
    }

    private static URI uri(String path) {
        return URI.create(RECEIVER.baseUrl() + path);
    }

    private static void answer(ResponseDefinitionBuilder response) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(response));
    }

    @Test
    void a_webhook_gets_the_payload_signed_and_with_an_id_against_repeats() {
        answer(aResponse().withStatus(204));

        assertThat(send(webhook())).isEqualTo(new Delivery.Taken());
        RECEIVER.verify(
                1,
                postRequestedFor(urlEqualTo("/hook"))
                        .withRequestBody(equalTo(PAYLOAD))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("X-Aegis-Event", equalTo("feedback.urgent"))
                        .withHeader("X-Aegis-Delivery", equalTo(ALERT.id().toString()))
                        .withHeader("X-Aegis-Timestamp", equalTo("1700000000"))
                        .withHeader(
                                "X-Aegis-Signature",
                                equalTo(Signature.of(
                                        Secret.of("hush"),
                                        CLOCK.instant(),
                                        PAYLOAD.getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void without_a_secret_nothing_is_signed() {
        answer(aResponse().withStatus(200));

        assertThat(send(new Channel.Webhook(uri("/hook"), Optional.empty()))).isEqualTo(new Delivery.Taken());
        RECEIVER.verify(1, postRequestedFor(anyUrl()).withoutHeader("X-Aegis-Signature"));
    }

    @Test
    void discord_gets_a_message_of_its_own_kind() {
        answer(aResponse().withStatus(204));

        assertThat(send(new Channel.Discord(uri("/api/webhooks/1/secret")))).isEqualTo(new Delivery.Taken());
        RECEIVER.verify(
                1,
                postRequestedFor(urlEqualTo("/api/webhooks/1/secret"))
                        .withRequestBody(
                                WireMock.matchingJsonPath("$.embeds[0].description", equalTo("help \\@everyone"))));
    }

    @ParameterizedTest
    @CsvSource({"'', /api/v2/alerts", "/, /api/v2/alerts", "/am, /am/api/v2/alerts", "/api/v2/alerts, /api/v2/alerts"})
    void an_alertmanager_gets_an_array_where_it_takes_alerts(String path, String posted) {
        answer(aResponse().withStatus(200));

        assertThat(send(new Channel.Alertmanager(uri(path)))).isEqualTo(new Delivery.Taken());
        RECEIVER.verify(1, postRequestedFor(urlEqualTo(posted)).withRequestBody(equalTo("[" + PAYLOAD + "]")));
    }

    @Test
    void a_problem_is_told_with_the_wait_that_was_asked_for() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "1.5"));
        assertThat(send(webhook()))
                .isEqualTo(new Delivery.Failed("the receiver answered 429", Optional.of(Duration.ofMillis(1_500))));

        answer(aResponse().withStatus(503).withHeader("Retry-After", "999999"));
        assertThat(send(webhook()))
                .isEqualTo(new Delivery.Failed("the receiver answered 503", Optional.of(Duration.ofHours(1))));

        answer(aResponse().withStatus(500).withHeader("Retry-After", "Fri, 20 Nov 2026 10:00:00 GMT"));
        assertThat(send(webhook())).isEqualTo(new Delivery.Failed("the receiver answered 500", Optional.empty()));
    }

    @Test
    void a_redirect_is_a_problem_and_is_not_followed() {
        answer(aResponse().withStatus(307).withHeader("Location", "/elsewhere"));

        assertThat(send(webhook())).isEqualTo(new Delivery.Failed("the receiver answered 307", Optional.empty()));
        RECEIVER.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void a_silent_receiver_is_given_up_at_the_limit() {
        answer(aResponse().withStatus(200).withFixedDelay(60_000));

        assertThat(sender(true, Duration.ofMillis(300)).send(ALERT, webhook()))
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason()).containsAnyOf("no answer within", "could not be sent"));
    }

    @Test
    void a_broken_connection_is_told_without_the_address() {
        answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(send(new Channel.Discord(uri("/api/webhooks/1/secret"))))
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason())
                                .startsWith("could not be sent")
                                .doesNotContain("secret"));
    }

    @Test
    void a_private_address_is_not_called() {
        answer(aResponse().withStatus(200));

        assertThat(sender(false, Duration.ofSeconds(5)).send(ALERT, webhook()))
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason()).contains("ALERT_ALLOW_PRIVATE"));
        RECEIVER.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_visible() {
        answer(aResponse().withStatus(200).withFixedDelay(60_000));
        Thread.currentThread().interrupt();

        assertThat(send(webhook())).isInstanceOf(Delivery.Failed.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void channels_do_not_show_their_secrets() {
        assertThat(new Channel.Discord(URI.create("https://discord.com/api/webhooks/1/secret")))
                .hasToString("discord at discord.com");
        assertThat(new Channel.Webhook(URI.create("https://x.example/secret"), Optional.of(Secret.of("secret"))))
                .hasToString("webhook at x.example");
    }
}
