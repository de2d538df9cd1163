/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.feedback.Page;
import io.aegis.online.http.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final Instant REACHED = Instant.parse("2026-11-20T10:00:00Z");

    private static final Page<String> PART = new Page<>(List.of("one"), Optional.of("further"), Optional.of(REACHED));

    private static String json(Page<String> page) {
        return new String(
                StrictJson.bytes(Pages.of(page, item -> json -> json.writeString(item))), StandardCharsets.UTF_8);
    }

    @Test
    void a_page_that_came_only_so_far_says_how_far() {
        assertThat(json(PART))
                .isEqualTo(
                        "{\"items\":[\"one\"],\"next_cursor\":\"further\",\"searched_to\":\"2026-11-20T10:00:00.000Z\"}");
    }

    @Test
    void a_full_page_and_the_last_say_nothing_of_it() {
        assertThat(json(new Page<>(List.of("one"), Optional.of("further"))))
                .isEqualTo("{\"items\":[\"one\"],\"next_cursor\":\"further\"}");
        assertThat(json(new Page<>(List.of(), Optional.empty()))).isEqualTo("{\"items\":[],\"next_cursor\":null}");
    }

    @Test
    void what_an_export_found_goes_out_before_it_looks_further() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        PagedExport<String> export = new PagedExport<>("words.csv", cursor -> {
            sent.add(out.toString(StandardCharsets.UTF_8));
            return cursor.isEmpty() ? PART : new Page<>(List.of("two"), Optional.empty());
        });
        Response response = export.csv(List.of("word"), word -> Optional.of(List.of(word)));
        ((Response.Body.Streamed) response.body()).writer().writeTo(out);

        assertThat(sent).hasSize(2);
        assertThat(sent.getLast()).contains("word", "one").doesNotContain("two");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("word", "one", "two");
    }
}
