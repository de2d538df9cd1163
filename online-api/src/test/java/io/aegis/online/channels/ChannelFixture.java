/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.channels.ChannelStore;
import io.aegis.db.channels.SecretSeal;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.deadline.Ticker;
import io.aegis.online.alerts.Alerting;
import io.aegis.online.alerts.ChannelDirectory;
import io.aegis.online.alerts.StoredChannels;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An API with channels on a real database, and a receiver that they may lead to. */
abstract class ChannelFixture {

    static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    Database database;
    ChannelStore store;
    Alerting alerting;
    RunningApi api;

    /** The receiver is on this machine. */
    boolean allowPrivate() {
        return true;
    }

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
                URI.create("https://aegis.example/"),
                allowPrivate(),
                Clock.systemUTC(),
                ticker);
        api = new RunningApi(
                settings,
                List::of,
                () -> true,
                _ -> List.of(new ChannelRoutes(
                        store,
                        alerting::tryOut,
                        alerting::refusalOf,
                        (name, _) -> Optional.of("night").filter(_ -> name.equals("needed")),
                        new ExampleLink(URI.create("http://127.0.0.1:8000"), false),
                        ticker)));
    }

    @AfterEach
    void close() {
        api.close();
        alerting.close();
        database.close();
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request("/admin/channels" + path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode made(String name, String body) throws Exception {
        HttpResponse<String> answer = sent("PUT", "/" + name, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return listed(name);
    }

    JsonNode listed(String name) throws Exception {
        for (JsonNode each : json(sent("GET", "", "")).path("items")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        return JSON.missingNode();
    }

    final String slack() {
        return "{\"kind\": \"slack\", \"address\": \"" + receiver.baseUrl() + "/services/token\","
                + " \"template\": \"{{priority}}: {{text}}\"}";
    }

    final void answer(int status) {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
    }
}
