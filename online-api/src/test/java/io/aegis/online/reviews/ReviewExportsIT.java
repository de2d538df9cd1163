/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.reviews.ReviewQueries;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reviews and labels as files. */
class ReviewExportsIT extends ReviewRoutesFixture {

    @Test
    void exports_are_complete_and_no_spreadsheet_runs_what_a_customer_wrote() throws Exception {
        List<UUID> some = new ArrayList<>();
        for (int i = 0; i < ReviewQueries.MAX_LIMIT + 20; i++) {
            some.add(disputed("=HYPERLINK(\"http://evil\") charged twice, number " + i));
        }
        post("/admin/reviews/" + some.getFirst(), "{\"decision\": \"accept_ai\", \"note\": \"+1\"}");

        HttpResponse<String> reviews = api.get("/admin/reviews/csv");
        HttpResponse<String> labels = api.get("/admin/labels.csv");

        assertThat(reviews.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(reviews.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"reviews.csv\"");
        assertThat(reviews.body()).startsWith("review_id,feedback_id,created_at,reasons,ai_sentiment");
        assertThat(some.stream().skip(1)).allMatch(id -> reviews.body().contains(id.toString()));
        assertThat(reviews.body())
                .doesNotContain(some.getFirst().toString())
                .contains("\"'=HYPERLINK(\"\"http://evil\"\")", ",'=Twice")
                .doesNotContain(",\"=HYPERLINK", ",=HYPERLINK");
        assertThat(labels.body()
                        .lines()
                        .filter(line -> line.startsWith(some.getFirst().toString())))
                .singleElement()
                .asString()
                .contains("POSITIVE,UX,false,accept_ai", "'+1")
                .endsWith(",'=Twice");
    }
}
