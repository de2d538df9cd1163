/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.audit.Actor;
import io.aegis.db.channels.ChannelKind;
import io.aegis.db.channels.ChannelStore;
import io.aegis.db.channels.SecretSeal;
import io.aegis.db.channels.StoredChannel;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.alerts.Alerting;
import io.aegis.online.alerts.ChannelDirectory;
import io.aegis.online.alerts.MailStandIn;
import io.aegis.online.alerts.StoredChannels;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Channels from the request that makes them to the message that arrives, on a real database of each test's own. */
class ChannelRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private Database database;
    private ChannelStore store;
    private Alerting alerting;
    private RunningApi api;

    @BeforeEach
    void open() {
        Map<String, String> settings = new LinkedHashMap<>(RealDatabase.shared().settings());
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        Ticker ticker = Ticker.system();
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, ticker, new Random());
        store = new ChannelStore(
                database, new SecretSeal(Optional.of(Secret.of("a key for the test")), new SecureRandom()));
        alerting = new Alerting(
                new OutboxStore(database, 3),
                new StoredChannels(ChannelDirectory.of(List.of()), store, ticker),
                true,
                Clock.systemUTC(),
                ticker);
        api = new RunningApi(
                settings,
                List::of,
                () -> true,
                _ -> List.of(new ChannelRoutes(
                        store,
                        alerting::tryOut,
                        (name, _) -> Optional.of("night").filter(_ -> name.equals("needed")),
                        ticker)));
    }

    @AfterEach
    void close() {
        api.close();
        alerting.close();
        database.close();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request("/admin/channels" + path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode made(String name, String body) throws Exception {
        HttpResponse<String> answer = sent("PUT", "/" + name, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return listed(name);
    }

    private JsonNode listed(String name) throws Exception {
        for (JsonNode each : json(sent("GET", "", "")).path("items")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        return JSON.missingNode();
    }

    private static String slack() {
        return "{\"kind\": \"slack\", \"address\": \"" + RECEIVER.baseUrl() + "/services/token\","
                + " \"template\": \"{{priority}}: {{text}}\"}";
    }

    private static void answer(int status) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
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

    @Test
    void a_secret_stays_only_where_it_was_meant_for() throws Exception {
        String jira = "{\"kind\": \"jira\", \"address\": \"https://one.example\", \"target\": \"SUP\"";
        assertThat(made("desk", jira + ", \"secret\": \"me:token\"}")
                        .path("has_secret")
                        .asBoolean())
                .isTrue();
        made("desk", "{\"kind\": \"jira\", \"target\": \"OPS\"}");
        assertThat(listed("desk").path("target").asText()).isEqualTo("OPS");
        assertThat(listed("desk").path("address").asText()).isEqualTo("https://one.example");

        HttpResponse<String> moved = sent("PUT", "/desk", jira.replace("one", "two") + "}");
        assertThat(moved.statusCode()).isEqualTo(422);
        assertThat(moved.body()).contains("secret", "user:token");
        assertThat(sent("PUT", "/desk", jira + ", \"secret\": \"\"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_channel_whose_key_is_gone_is_entered_again() throws Exception {
        new ChannelStore(database, new SecretSeal(Optional.of(Secret.of("another key")), new SecureRandom()))
                .put(
                        new StoredChannel(
                                "old",
                                ChannelKind.SLACK,
                                Secret.of("https://hooks.example/x"),
                                "",
                                "",
                                Optional.empty()),
                        Actor.COMMAND,
                        Deadline.after(Ticker.system(), Duration.ofSeconds(20)));

        assertThat(listed("old").path("readable").asBoolean()).isFalse();
        assertThat(json(sent("POST", "/old/test", "")).path("error").asText()).contains("enter it again");
        assertThat(sent("PUT", "/old", "{\"kind\": \"slack\"}").statusCode()).isEqualTo(422);
    }

    /** Drafts, and the field that is wrong with each. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("{\"address\": \"https://a.example\"}", "kind"),
            Map.entry("{\"kind\": \"fax\", \"address\": \"https://a.example\"}", "kind"),
            Map.entry("{\"kind\": \"slack\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"ftp://a.example\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://u:p@a.example\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"not a url\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"target\": \"x\"}", "target"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"template\": \"{{x}}\"}", "template"),
            Map.entry("{\"kind\": \"webhook\", \"address\": \"https://a.example\", \"secret\": \"a\\nb\"}", "secret"),
            Map.entry(
                    "{\"kind\": \"jira\", \"address\": \"https://a.example\", \"target\": \"sup\", \"secret\": \"x\"}",
                    "target"),
            Map.entry("{\"kind\": \"pagerduty\", \"address\": \"https://a.example\"}", "secret"),
            Map.entry(
                    "{\"kind\": \"email\", \"address\": \"https://a.example\", \"target\": \"a@b.example\"}",
                    "address"),
            Map.entry(
                    "{\"kind\": \"email\", \"address\": \"smtp://a.example\", \"target\": \"a@b.example\"}", "address"),
            Map.entry("{\"kind\": \"email\", \"address\": \"smtp://a.example?from=a@b.example\"}", "target"));

    @Test
    void what_cannot_be_sent_to_is_refused() throws Exception {
        for (Map.Entry<String, String> each : WRONG.entrySet()) {
            HttpResponse<String> answer = sent("PUT", "/any", each.getKey());

            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(422);
            assertThat(json(answer).path("errors").findValuesAsText("field"))
                    .as(each.getKey())
                    .containsExactly(each.getValue());
        }
        assertThat(json(sent("GET", "", "")).path("items")).isEmpty();
    }

    @Test
    void names_are_checked_and_what_there_is_not_is_not_found() throws Exception {
        assertThat(sent("PUT", "/Ops!", slack()).statusCode()).isEqualTo(422);
        assertThat(sent("PUT", "/webhook", slack()).statusCode()).isEqualTo(422);
        for (String path : List.of("/none/test", "/none/replay")) {
            assertThat(sent("POST", path, "").statusCode()).isEqualTo(404);
        }
        assertThat(sent("DELETE", "/none", "").statusCode()).isEqualTo(404);
        assertThat(sent("DELETE", "/needed", "").statusCode()).isEqualTo(409);
        made("ops", slack());
        assertThat(sent("DELETE", "/ops", "").statusCode()).isEqualTo(204);
        assertThat(listed("ops").isMissingNode()).isTrue();
    }

    @Test
    void a_template_is_shown_before_it_is_used() throws Exception {
        JsonNode shown =
                json(sent("POST", "/preview", "{\"kind\": \"email\", \"template\": \"{{priority}}\\n{{text}}\"}"));

        assertThat(shown.path("subject").asText()).isEqualTo("Low");
        assertThat(shown.path("message").asText()).contains("Nothing has to be done");
        assertThat(sent("POST", "/preview", "{\"kind\": \"email\", \"template\": \"{{x}}\"}")
                        .statusCode())
                .isEqualTo(422);
    }
}
