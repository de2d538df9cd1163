/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of feedback, their filters and their pages. */
class ReadListsIT extends ReadSideFixture {

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
}
