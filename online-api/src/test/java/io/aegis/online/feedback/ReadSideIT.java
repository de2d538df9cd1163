/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, resolving and counting feedback that was posted, on a real database. */
class ReadSideIT extends ReadSideFixture {

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
}
