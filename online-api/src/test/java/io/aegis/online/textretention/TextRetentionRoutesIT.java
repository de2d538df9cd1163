/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.textretention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.textretention.TextRetentionPreview;
import io.aegis.db.textretention.TextRetentionStore;
import io.aegis.deadline.Ticker;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long texts are kept, said and tried over HTTP, on a real database. */
class TextRetentionRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/admin/text-retention";
    private static final Instant NOW = Instant.parse("2031-03-05T12:00:00Z");

    private final Ticker ticker = Ticker.system();
    private final RealDatabase real = RealDatabase.shared();
    private Database database;
    private RunningApi api;

    @BeforeEach
    void open() {
        Map<String, String> settings = real.settings();
        database = Database.open(
                OnlineSettings.from(Environment.of(settings, Path.of("target")))
                        .database()
                        .online(),
                PoolSizes.DEFAULT,
                ticker,
                new Random());
        TextRetentionRoutes routes = new TextRetentionRoutes(
                new TextRetentionStore(database),
                new TextRetentionPreview(database, ticker),
                Clock.fixed(NOW, ZoneOffset.UTC),
                ticker);
        api = new RunningApi(settings, List::of, () -> true, _ -> List.of(routes));
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    private HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    private static String body(long version, String byDefault, String sources) {
        return "{\"version\": " + version + ", \"default_days\": " + byDefault + ", \"sources\": [" + sources + "]}";
    }

    private static String source(String name, String days) {
        return "{\"source\": \"" + name + "\", \"days\": " + days + "}";
    }

    @Test
    void it_is_off_until_somebody_who_saw_it_says_otherwise() throws Exception {
        assertThat(json(sent("GET", PATH, ""))).isEqualTo(JSON.readTree(body(0, "null", "")));

        HttpResponse<String> put =
                sent("PUT", PATH, body(0, "null", source("web", "30") + "," + source("app-store", "365")));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(json(put))
                .isEqualTo(JSON.readTree(body(1, "null", source("app-store", "365") + "," + source("web", "30"))));
        assertThat(json(sent("GET", PATH, ""))).isEqualTo(json(put));

        assertThat(sent("PUT", PATH, body(0, "7", "")).statusCode()).isEqualTo(409);
        assertThat(json(sent("GET", PATH, ""))).isEqualTo(json(put));
        assertThat(json(sent("PUT", PATH, body(1, "36500", source("web ", "1") + "," + source("web", "1"))))
                        .path("default_days")
                        .asInt())
                .isEqualTo(36_500);
        assertThat(json(sent("GET", PATH, "")).path("sources")).hasSize(2);
        assertThat(real.number("SELECT COUNT(*) FROM audit_log WHERE action = 'TEXT_RETENTION' AND actor_kind = 'KEY'"
                        + " AND JSON_VALUE(before_value, '$.version') + 1 = JSON_VALUE(after_value, '$.version')"))
                .isEqualTo(2);
        assertThat(real.number(
                        "SELECT JSON_VALUE(after_value, '$.default_days') FROM audit_log ORDER BY id DESC LIMIT 1"))
                .isEqualTo(36_500);
    }

    @Test
    void what_is_wrong_is_named_and_nothing_is_stored() throws Exception {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("{}", "version default_days sources"),
                Map.entry("{\"version\": 0, \"sources\": []}", "default_days"),
                Map.entry("{\"version\": null, \"default_days\": null, \"sources\": null}", "version sources"),
                Map.entry("{\"version\": 0, \"default_days\": null, \"sources\": [], \"days\": 9}", "days"),
                Map.entry(body(-1, "null", ""), "version"),
                Map.entry(body(0, "0", ""), "default_days"),
                Map.entry(body(0, "36501", ""), "default_days"),
                Map.entry(body(0, "1.5", ""), "default_days"),
                Map.entry(body(0, "\"30\"", ""), "default_days"),
                Map.entry(body(0, "null", "7"), "sources[0]"),
                Map.entry(body(0, "null", source("a", "null")), "sources[0].days"),
                Map.entry(body(0, "null", source("a", "0")), "sources[0].days"),
                Map.entry(body(0, "null", source("", "1")), "sources[0].source"),
                Map.entry(body(0, "null", source("x".repeat(129), "1")), "sources[0].source"),
                Map.entry(body(0, "null", "{\"source\": null, \"days\": 1}"), "sources[0].source"),
                Map.entry(body(0, "null", "{\"source\": 5, \"days\": 1}"), "sources[0].source"),
                Map.entry(body(0, "null", "{\"source\": \"a\", \"days\": 1, \"day\": 2}"), "sources[0].day"),
                Map.entry(body(0, "null", source("a", "1") + "," + source("a", "2")), "sources[1].source"),
                Map.entry(body(0, "null", many(201)), "sources"));
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            HttpResponse<String> answer = sent("PUT", PATH, each.getKey());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(422);
            assertThat(json(answer).path("errors").findValuesAsText("field"))
                    .as(each.getKey())
                    .containsExactlyInAnyOrder(each.getValue().split(" "));
        }
        assertThat(sent("PUT", PATH, "{\"version\": ").statusCode()).isEqualTo(400);
        assertThat(sent("PUT", PATH, "[]").statusCode()).isIn(400, 422);
        assertThat(sent("POST", PATH + "/preview", "{\"default_days\": null, \"sources\": [], \"x\": 1}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.send(api.request(PATH).header("X-API-Key", "another").GET())
                        .statusCode())
                .isEqualTo(401);
        assertThat(json(sent("GET", PATH, ""))).isEqualTo(JSON.readTree(body(0, "null", "")));
        assertThat(sent("PUT", PATH, body(0, "null", many(200))).statusCode()).isEqualTo(200);
    }

    private static String many(int sources) {
        return IntStream.range(0, sources).mapToObj(i -> source("s" + i, "9")).collect(Collectors.joining(","));
    }

    @Test
    void a_preview_tells_how_many_texts_each_source_would_lose_and_stores_nothing() throws Exception {
        real.change("INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent,"
                + " priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                + " vader_compound, adjusted_compound, evidence, language, needs_review, last_submitted_at, created_at,"
                + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), CONCAT('Text ', seq), CONCAT('Text ', seq),"
                + " 'NEUTRAL', 1, FALSE, 'LOW', 'FINANCE', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', 'eo', FALSE,"
                + " '2031-03-01', '2031-03-01', '2031-03-01' FROM seq_1_to_60");
        real.change("INSERT INTO submission (feedback_id, submitted_at, id, channel) SELECT id, created_at, UUID(),"
                + " IF(clean_content = 'Text 7', 'letter', 'chat') FROM feedback");

        HttpResponse<String> answer = sent(
                "POST",
                PATH + "/preview",
                "{\"default_days\": 2, \"sources\": [" + source("chat", "3") + "," + source("fax", "1") + "]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                {"texts": 60, "by_default": 1, "scanned": 60, "whole": true, "sources": [
                  {"source": "chat", "days": 3, "texts": 59}, {"source": "fax", "days": 1, "texts": 0}]}"""));
        assertThat(json(sent("GET", PATH, ""))).isEqualTo(JSON.readTree(body(0, "null", "")));
        assertThat(real.number("SELECT COUNT(*) FROM feedback")).isEqualTo(60);
    }
}
