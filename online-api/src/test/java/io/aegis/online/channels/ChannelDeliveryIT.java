/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.bursts.BurstMessage;
import io.aegis.db.bursts.MainGroup;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.testing.Await;
import io.aegis.testing.MailStandIn;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Channels from the request that makes them to the message that arrives. */
class ChannelDeliveryIT extends ChannelFixture {

    @Test
    void a_channel_is_made_tried_out_and_told_without_its_token() throws Exception {
        answer(200);
        JsonNode channel = made("ops", slack());
        assertThat(channel.path("address").asText()).isEqualTo(receiver.baseUrl() + "/…");
        assertThat(channel.path("has_secret").asBoolean()).isFalse();
        assertThat(channel.path("last_at").isNull()).isTrue();

        JsonNode tried = json(sent("POST", "/ops/test", ""));
        assertThat(tried.path("delivered").asBoolean()).as(tried.toString()).isTrue();
        receiver.verify(
                1, postRequestedFor(urlEqualTo("/services/token")).withRequestBody(containing("Low: This is a test")));
        assertThat(listed("ops").path("last_at").isTextual()).isTrue();

        answer(403);
        assertThat(json(sent("POST", "/ops/test", "")).path("error").asText()).isEqualTo("the receiver answered 403");
        assertThat(listed("ops").path("last_error").asText()).isEqualTo("the receiver answered 403");
        assertThat(sent("GET", "", "").body()).doesNotContain("token");
    }

    @Test
    void what_was_not_taken_is_told_again_when_somebody_asks_for_it() throws Exception {
        answer(500);
        made("ops", slack());
        UUID subject = alert("ops");

        alerting.deliver();

        assertThat(listed("ops").path("waiting").asInt()).isOne();
        assertThat(listed("ops").path("last_error").asText()).isEqualTo("the receiver answered 500");
        answer(200);
        HttpResponse<String> replayed = sent("POST", "/ops/replay", "");
        assertThat(replayed.statusCode()).isEqualTo(202);
        assertThat(json(replayed).path("replayed").asInt()).isOne();
        alerting.deliver();
        assertThat(listed("ops").path("waiting").asInt()).isZero();
        assertThat(listed("ops").path("last_error").isNull()).isTrue();
        receiver.verify(
                2, postRequestedFor(urlEqualTo("/services/token")).withRequestBody(containing("High: no refund")));
        assertThat(subject).isNotNull();
    }

    @Test
    void a_silent_receiver_keeps_nobody_else_waiting_however_much_waits_for_it() throws Exception {
        answer(200);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            made("ops", slack());
            made(
                    "hung",
                    "{\"kind\": \"webhook\", \"address\": \"http://localhost:" + silent.getLocalPort() + "/hook\"}");
            for (int i = 0; i < 42; i++) {
                alert("hung");
            }
            alert("ops");
            long begun = System.nanoTime();

            // A call ends when nothing more is due but what the silent one holds; it is called again and again.
            AtomicBoolean enough = new AtomicBoolean();
            Thread delivering = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    alerting.deliver();
                }
            });
            Await.until("the healthy one is told", () -> told() == 1);
            alert("ops");
            Await.until("and again, while the other is silent", () -> told() == 2);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(listed("hung").path("waiting").asInt()).isEqualTo(42);
            enough.set(true);
            delivering.interrupt();
            delivering.join();
        }
    }

    private int told() {
        return receiver.findAll(postRequestedFor(urlEqualTo("/services/token"))).size();
    }

    @Test
    void who_takes_the_name_of_a_channel_gets_nothing_that_was_for_the_one_before() throws Exception {
        answer(500);
        made("ops", slack());
        alert("ops");
        alerting.deliver();
        alert("ops");
        assertThat(listed("ops").path("waiting").asInt()).isEqualTo(2);

        assertThat(sent("DELETE", "/ops", "").statusCode()).isEqualTo(204);
        made("ops", "{\"kind\": \"webhook\", \"address\": \"" + receiver.baseUrl() + "/other\"}");
        answer(200);

        assertThat(listed("ops").path("waiting").asInt()).isZero();
        assertThat(listed("ops").path("failed").asInt()).isZero();
        assertThat(json(sent("POST", "/ops/replay", "")).path("replayed").asInt())
                .isZero();
        alerting.deliver();
        receiver.verify(0, postRequestedFor(urlEqualTo("/other")));
    }

    @Test
    void a_mail_that_some_of_its_addresses_took_is_done_and_the_others_are_told() throws Exception {
        try (MailStandIn server =
                new MailStandIn(recipient -> recipient.contains("gone@") ? "550 5.1.1 no such user" : "250 OK")) {
            made(
                    "mail",
                    "{\"kind\": \"email\", \"address\": \"smtp://localhost:" + server.port()
                            + "?from=aegis@example.com\", \"target\": \"gone@example.com, ops@example.com\"}");
            alert("mail");

            alerting.deliver();

            assertThat(server.mails()).hasSize(1);
            assertThat(listed("mail").path("waiting").asInt()).isZero();
            assertThat(listed("mail").path("last_error").asText()).contains("gone@example.com");

            JsonNode tried = json(sent("POST", "/mail/test", ""));
            assertThat(tried.path("delivered").asBoolean()).isTrue();
            assertThat(tried.path("error").asText()).contains("refuses gone@example.com; the others have got it");
        }
    }

    @Test
    void a_mail_arrives() throws Exception {
        try (MailStandIn server = new MailStandIn("250 OK")) {
            made(
                    "mail",
                    "{\"kind\": \"email\", \"address\": \"smtp://localhost:" + server.port()
                            + "?from=aegis@example.com\", \"target\": \"ops@example.com\"}");

            assertThat(json(sent("POST", "/mail/test", "")).path("delivered").asBoolean())
                    .isTrue();
            assertThat(server.mails().remove()).contains("Subject: Low for Customer Support - Triage");
        }
    }

    @Test
    void a_burst_is_told_in_one_sentence_whatever_the_template_says() throws Exception {
        answer(200);
        made("ops", slack());
        made("hook", "{\"kind\": \"webhook\", \"address\": \"" + receiver.baseUrl() + "/hook\"}");
        StoredBurst burst = new StoredBurst(
                SeriesName.ofTexts(TrendDimension.TOPIC, "Billing"),
                FeedbackBurst.ofTexts(Instant.parse("2026-11-20T10:00:00Z"), 41, 6, 14),
                Optional.of(new MainGroup(new UUID(1, 2), 30)),
                Instant.parse("2026-11-20T10:20:00Z"));
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String payload = BurstMessage.payload(
                id,
                List.of(new BurstMessage.Told(
                        burst, "Billing", "Billing: 41 in the last hour, 6 to 14 expected", "#/trends")),
                "#/trends");
        new AlertStore(database, new Alerts(List.of("ops", "hook"), UuidCreator::getTimeOrderedEpoch))
                .add(
                        BurstMessage.EVENT,
                        List.of(new Alerts.Cause(id, payload)),
                        Deadline.after(Ticker.system(), Duration.ofSeconds(20)));

        alerting.deliver();

        receiver.verify(
                1,
                postRequestedFor(urlEqualTo("/services/token"))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.text",
                                        equalTo(
                                                "Billing: 41 in the last hour, 6 to 14 expected\nhttps://aegis.example/#/trends"))));
        receiver.verify(
                1,
                postRequestedFor(urlEqualTo("/hook"))
                        .withRequestBody(matchingJsonPath("$.event", equalTo("feedback.burst")))
                        .withRequestBody(matchingJsonPath("$.burst.observed", equalTo("41")))
                        .withRequestBody(matchingJsonPath("$.burst.link", equalTo("https://aegis.example/#/trends")))
                        .withRequestBody(matchingJsonPath("$.burst.group_texts", equalTo("30")))
                        .withRequestBody(matchingJsonPath("$.burst.since", equalTo("2026-11-20T10:00:00.000Z"))));
    }

    private UUID alert(String channel) throws Exception {
        UUID subject = UuidCreator.getTimeOrderedEpoch();
        Alerts alerts = new Alerts(List.of(channel), UuidCreator::getTimeOrderedEpoch);
        String payload = "{\"id\": \"" + subject + "\", \"priority\": \"High\", \"text\": \"no refund\"}";
        new AlertStore(database, alerts)
                .add(
                        "feedback.routed",
                        List.of(new Alerts.Cause(subject, payload)),
                        Deadline.after(Ticker.system(), Duration.ofSeconds(20)));
        return subject;
    }
}
