/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.alerts.MailStandIn;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Channels from the request that makes them to the message that arrives. */
class ChannelDeliveryIT extends ChannelFixture {

    @Test
    void a_channel_is_made_tried_out_and_told_without_its_token() throws Exception {
        answer(200);
        JsonNode channel = made("ops", slack());
        assertThat(channel.path("address").asText()).isEqualTo(RECEIVER.baseUrl() + "/…");
        assertThat(channel.path("has_secret").asBoolean()).isFalse();
        assertThat(channel.path("last_at").isNull()).isTrue();

        JsonNode tried = json(sent("POST", "/ops/test", ""));
        assertThat(tried.path("delivered").asBoolean()).as(tried.toString()).isTrue();
        RECEIVER.verify(
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
        RECEIVER.verify(
                2, postRequestedFor(urlEqualTo("/services/token")).withRequestBody(containing("High: no refund")));
        assertThat(subject).isNotNull();
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
