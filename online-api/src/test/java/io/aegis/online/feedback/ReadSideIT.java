/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.stats.StatsQueries;
import io.aegis.deadline.Ticker;
import io.aegis.online.admin.StatsRoutes;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.topics.TopicsModule;
import io.aegis.settings.Environment;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, resolving and counting feedback that was posted, on a real database. */
class ReadSideIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHARGED = "I was charged twice and support ignores me!";

    private static Database database;
    private static RunningApi runtime;

    @BeforeAll
    static void open() {
        Map<String, String> settings = new LinkedHashMap<>(RealDatabase.shared().settings());
        // Nothing here is about time, and the machine may be busy.
        settings.put("AI_TIMEOUT_SECONDS", "10");
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        runtime = new RunningApi(settings, List::of, () -> true, any -> modules(any, checked));
    }

    private static List<Routes> modules(ApiRuntime runtime, OnlineSettings settings) {
        Ticker ticker = Ticker.system();
        Clock clock = Clock.systemUTC();
        TopicsModule topics = new TopicsModule(runtime, database, new FeedbackQueries(database), ticker);
        FeedbackModule feedback = WithoutAlerts.module(settings, runtime, database, topics);
        return List.of(
                feedback.routes(),
                new FeedbackInbox(
                        new FeedbackQueries(database), new FeedbackTriage(database, clock), topics.current(), ticker),
                new StatsRoutes(
                        new StatsQueries(database),
                        new StatsRoutes.Live(
                                feedback.meters()::latency,
                                feedback::providers,
                                topics.current()::list,
                                feedback::flush),
                        ticker));
    }

    @AfterAll
    static void close() {
        runtime.close();
        database.close();
    }

    @Test
    void what_was_posted_can_be_read() {
        JsonNode posted = json(runtime.post("/feedback", "{\"raw_content\": \"" + CHARGED + "\"}"));

        HttpResponse<String> response =
                runtime.get("/feedback/" + posted.path("id").asText());

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode row = json(response);
        assertThat(row.path("raw_content").asText()).isEqualTo(CHARGED);
        assertThat(row.path("topics")).extracting(JsonNode::asText).contains("Billing");
        assertThat(row.path("status").asText()).isEqualTo("Open");
        assertThat(row.path("resolution_note").isNull()).isTrue();
        assertThat(row.path("heuristic").path("vader").path("compound").isNumber())
                .isTrue();
        assertThat(row.has("cached")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1-1-1-1-1", "batch_csv", "00000000-0000-0000-0000-000000000000"})
    void what_is_not_there_is_404(String id) {
        for (String path : List.of("", "/submissions")) {
            assertThat(runtime.get("/feedback/" + id + path).statusCode()).isEqualTo(404);
        }
        assertThat(patch("/feedback/" + id + "/resolve").statusCode()).isEqualTo(404);
        assertThat(patch("/feedback/" + id + "/reopen").statusCode()).isEqualTo(404);
    }

    @Test
    void a_text_that_is_too_short_once_it_is_clean_is_422() {
        HttpResponse<String> response = runtime.post("/feedback", "{\"raw_content\": \"<b> a </b>\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).path("errors").get(0).path("field").asText()).isEqualTo("raw_content");
    }

    @Test
    void reading_needs_a_key() {
        for (String path : List.of("/feedback", "/feedback/x", "/feedback/x/submissions", "/admin/stats")) {
            assertThat(runtime.send(runtime.request(path)).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void submissions_tell_what_their_senders_told() {
        String text = "The page with the invoices loads for a minute";
        String id = json(runtime.post(
                        "/feedback",
                        "{\"raw_content\": \"" + text + "\", \"metadata\": {\"channel\": \"email\","
                                + " \"customer_ref\": \"c-1\", \"occurred_at\": \"2026-11-20T10:00:00Z\"}}"))
                .path("id")
                .asText();
        runtime.post("/feedback", "{\"raw_content\": \"" + text + "\", \"metadata\": {\"external_id\": \"e-2\"}}");

        JsonNode page = json(runtime.get("/feedback/" + id + "/submissions?limit=1"));
        JsonNode rest = json(runtime.get("/feedback/" + id + "/submissions?cursor="
                + page.path("next_cursor").asText()));

        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("items").get(0).path("external_id").asText()).isEqualTo("e-2");
        assertThat(page.path("items").get(0).path("channel").isNull()).isTrue();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("items").get(0).path("customer_ref").asText()).isEqualTo("c-1");
        assertThat(rest.path("items").get(0).path("occurred_at").asText()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(rest.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_list_is_filtered_and_its_pages_neither_repeat_nor_skip() {
        for (int i = 0; i < 5; i++) {
            runtime.post("/feedback", "{\"raw_content\": \"The paging marker number " + i + " is fine\"}");
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(runtime.get("/feedback?status=Open&q=paging%20marker&limit=2&cursor=" + cursor));
            page.path("items").forEach(item -> seen.add(item.path("raw_content").asText()));
            cursor = page.path("next_cursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));

        assertThat(seen)
                .containsExactly(
                        "The paging marker number 4 is fine",
                        "The paging marker number 3 is fine",
                        "The paging marker number 2 is fine",
                        "The paging marker number 1 is fine",
                        "The paging marker number 0 is fine");
        assertThat(json(runtime.get("/feedback?q=paging%20marker&sentiment=NEGATIVE&topic=Security"))
                        .path("items"))
                .isEmpty();
        assertThat(json(runtime.get("/feedback?q=paging%20marker&urgent=false&source=fallback&needs_review=false"
                                + "&department=Customer%20Support%20-%20Triage&since=2020-01-01T00:00:00Z"
                                + "&until=2999-01-01T00:00:00Z"))
                        .path("items"))
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "status=open, status",
        "department=Billing, department",
        "topic=billing, topic",
        "sentiment=negative, sentiment",
        "urgent=1, urgent",
        "source=llm, source",
        "needs_review=maybe, needs_review",
        "possibly_urgent=1, possibly_urgent",
        "group=mine, group",
        "group=1-1-1-1-1, group",
        "since=yesterday, since",
        "until=2026-13-01T00:00:00Z, until",
        "limit=0, limit",
        "limit=201, limit",
        "cursor=bogus, cursor",
        "status=Open&status=Open, status",
    })
    void a_wrong_filter_is_422_naming_the_parameter(String query, String parameter) {
        HttpResponse<String> response = runtime.get("/feedback?" + query);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).path("errors").get(0).path("field").asText()).isEqualTo(parameter);
    }

    @Test
    void resolving_and_reopening_may_be_repeated() {
        String id = json(runtime.post("/feedback", "{\"raw_content\": \"Please resolve and reopen this\"}"))
                .path("id")
                .asText();

        JsonNode resolved = json(patch("/feedback/" + id + "/resolve", "{\"note\": \"refunded\"}"));
        JsonNode again = json(patch("/feedback/" + id + "/resolve"));
        JsonNode reopened = json(patch("/feedback/" + id + "/reopen"));

        assertThat(resolved.path("status").asText()).isEqualTo("Resolved");
        assertThat(resolved.path("resolution_note").asText()).isEqualTo("refunded");
        assertThat(again).isEqualTo(resolved);
        assertThat(reopened.path("status").asText()).isEqualTo("Open");
        assertThat(json(patch("/feedback/" + id + "/reopen"))).isEqualTo(reopened);
    }

    @Test
    void a_note_is_bounded() {
        String id = UUID.randomUUID().toString();

        HttpResponse<String> response =
                patch("/feedback/" + id + "/resolve", "{\"note\": \"" + "x".repeat(2001) + "\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("\"field\":\"note\"");
    }

    @Test
    void the_state_of_the_product_is_told_exactly() {
        String text = "{\"raw_content\": \"Counting this one twice\"}";
        runtime.post("/feedback", text);
        JsonNode before = json(runtime.get("/admin/stats"));

        runtime.post("/feedback", text);
        runtime.post("/feedback", "{\"raw_content\": \"Counting this one once\"}");
        JsonNode after = json(runtime.get("/admin/stats"));

        assertThat(after.path("total").asLong()).isEqualTo(before.path("total").asLong() + 1);
        assertThat(after.path("duplicates_saved").asLong())
                .isEqualTo(before.path("duplicates_saved").asLong() + 1);
        assertThat(after.path("open").asLong() + after.path("resolved").asLong())
                .isEqualTo(after.path("total").asLong());
        assertThat(after.path("fallback_rate").asDouble()).isEqualTo(1.0);
        assertThat(after.path("by_source").path("fallback").asLong())
                .isEqualTo(after.path("fallback").asLong());
        assertThat(after.path("by_sentiment").size()).isEqualTo(3);
        assertThat(after.path("by_topic").has("UX")).isTrue();
        assertThat(after.path("by_department").has("InfoSec - Priority")).isTrue();
        assertThat(after.path("latency_ms").path("p99").isNumber()).isTrue();
        assertThat(after.path("ai").path("calls").asLong()).isZero();
        assertThat(after.path("ai").path("cost_usd").isNumber()).isTrue();
        assertThat(after.path("ai").path("circuit").isObject()).isTrue();
        assertThat(after.path("alerts").path("oldest_ms").isNull()).isTrue();
    }

    private static HttpResponse<String> patch(String path) {
        return runtime.send(runtime.request(path).method("PATCH", BodyPublishers.noBody()));
    }

    private static HttpResponse<String> patch(String path, String body) {
        return runtime.send(runtime.request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    @Test
    void a_text_in_another_language_is_told_found_and_not_judged() {
        String text = "{\"raw_content\": \"De bezorger was erg onbeleefd tegen mijn vrouw\"}";
        JsonNode posted = json(runtime.post("/feedback", text));

        assertThat(posted.path("language").asText()).isEqualTo("nl");
        assertThat(posted.path("heuristic").path("reliable").asBoolean(true)).isFalse();
        assertThat(posted.path("heuristic").path("pack").isNull()).isTrue();
        assertThat(posted.path("sentiment").asText()).isEqualTo("NEUTRAL");
        assertThat(posted.path("confidence_score").asDouble()).isLessThanOrEqualTo(0.2);
        assertThat(posted.path("needs_review").asBoolean()).isTrue();
        for (String filter : List.of("language=nl", "language=nl&reliable=false&needs_review=true")) {
            assertThat(json(runtime.get("/feedback?" + filter)).path("items"))
                    .extracting(row -> row.path("id").asText())
                    .containsExactly(posted.path("id").asText());
        }
        assertThat(json(runtime.get("/feedback?language=nl&reliable=true")).path("items"))
                .isEmpty();
    }

    @Test
    void labels_that_no_job_has_given_are_there_and_empty() {
        JsonNode posted = json(runtime.post("/feedback", "{\"raw_content\": \"Nobody has grouped this yet\"}"));

        assertThat(posted.path("possibly_urgent").asBoolean(true)).isFalse();
        assertThat(posted.path("group_id").isNull()).isTrue();
        String filter = "/feedback?group=" + posted.path("id").asText();
        assertThat(json(runtime.get(filter)).path("items")).isEmpty();
    }

    @Test
    void german_is_read_by_rules_of_its_own() {
        JsonNode posted = json(
                runtime.post("/feedback", "{\"raw_content\": \"Die Lieferung war p\u00fcnktlich, vielen Dank!\"}"));

        assertThat(posted.path("language").asText()).isEqualTo("de");
        assertThat(posted.path("heuristic").path("pack").asText()).isEqualTo("de");
        assertThat(posted.path("sentiment").asText()).isEqualTo("POSITIVE");
        assertThat(posted.path("needs_review").asBoolean()).isFalse();
    }
}
