/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.Reject;
import io.aegis.db.imports.RowCounts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Asking how far imports are, and for the rows that they rejected. */
class ImportListIT extends ImportRoutesFixture {

    @Test
    void imports_are_listed_in_pages_newest_first() throws Exception {
        JsonNode older = sent("", "text/csv", csv("listed, the older"));
        JsonNode newer = sent("", "text/csv", csv("listed, the newer"));

        JsonNode page = JSON.readTree(api.get("/feedback/imports?limit=1").body());
        assertThat(page.path("items").get(0).path("import_id")).isEqualTo(newer.path("import_id"));
        JsonNode next = JSON.readTree(api.get("/feedback/imports?limit=1&cursor="
                        + page.path("next_cursor").asText())
                .body());
        assertThat(next.path("items").get(0).path("import_id")).isEqualTo(older.path("import_id"));
        assertThat(api.get("/feedback/imports?cursor=nonsense").statusCode()).isEqualTo(422);
    }

    @Test
    void rejects_come_as_csv_that_no_spreadsheet_runs() throws Exception {
        JsonNode sent = sent("", "text/csv", csv("with rejects"));
        UUID id = UUID.fromString(sent.path("import_id").asText());
        progress.begin(id, 7, ample());
        List<Reject> rejects = IntStream.rangeClosed(2, ImportQueries.REJECTS + 5)
                .mapToObj(line -> new Reject(line, "too short", "=" + line))
                .toList();
        progress.advance(id, 10, new RowCounts(0, 0, rejects.size()), rejects, ample());
        JsonNode running = progressOf(sent);
        progress.end(id, 7, ImportStatus.FAILED, Optional.of("no more"), ample());

        assertThat(running.path("rows_rejected").asInt()).isEqualTo(rejects.size());
        assertThat(running.path("job_execution_id").asInt()).isEqualTo(7);
        assertThat(running.path("rows_per_second").asDouble()).isPositive();
        assertThat(running.path("eta_seconds").isNumber()).isTrue();
        assertThat(progressOf(sent).path("failure").asText()).isEqualTo("no more");
        HttpResponse<String> response = api.get(running.path("rejects_url").asText());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(response.body())
                .startsWith("line,reason,content\r\n2,too short,'=2\r\n")
                .endsWith(",'=" + (ImportQueries.REJECTS + 5) + "\r\n");
    }

    @Test
    void what_goes_on_tells_that_it_waits_for_room_and_what_has_ended_does_not() throws Exception {
        JsonNode waiting = sent("", "text/csv", csv("waits for room"));
        JsonNode ended = sent("", "text/csv", csv("has ended before"));
        UUID id = UUID.fromString(ended.path("import_id").asText());
        progress.begin(id, 8, ample());
        progress.end(id, 8, ImportStatus.STOPPED, Optional.empty(), ample());
        assertThat(progressOf(waiting).path("waiting_for").isNull()).isTrue();
        DISK_FULL.set(true);
        try {
            assertThat(progressOf(waiting).path("waiting_for").asText()).isEqualTo("disk");
            assertThat(progressOf(ended).path("waiting_for").isNull()).isTrue();
            JsonNode page = JSON.readTree(api.get("/feedback/imports?limit=2").body());
            assertThat(page.path("items").findValuesAsText("waiting_for")).containsExactlyInAnyOrder("disk", "null");
        } finally {
            DISK_FULL.set(false);
        }
    }

    @Test
    void what_is_not_there_is_404() {
        for (String id : List.of("1", UUID.randomUUID().toString())) {
            assertThat(api.get("/feedback/imports/" + id).statusCode()).isEqualTo(404);
            assertThat(api.get("/feedback/imports/" + id + "/rejects.csv").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void what_customers_wrote_needs_a_key() {
        for (String path : List.of("/feedback/imports", "/feedback/imports/1/rejects.csv")) {
            assertThat(api.send(api.request(path)).statusCode()).as(path).isEqualTo(401);
        }
    }
}
