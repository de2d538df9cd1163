/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of texts in other languages, and of labels that only jobs give. */
class ReadLanguagesIT extends ReadSideFixture {

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
        for (String filter : List.of("language=nl", "language=NL", "language=nl&reliable=false&needs_review=true")) {
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
