/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Looking at a file before it is imported. */
class ImportPreviewIT extends ImportRoutesFixture {

    private static byte[] gzipped(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void files_that_are_none_of_feedback_are_refused_by_name() throws Exception {
        HttpResponse<String> answer =
                send("", "text/csv", "<!DOCTYPE html><html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("detail").asText()).startsWith("The file is a web page (HTML)");
        assertThat(problem.path("errors").get(0).path("field").asText()).isEqualTo("file");
        assertThat(send("?sheet=x", "text/csv", "%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("a PDF document");
        assertThat(send(
                                "?header_row=1",
                                "application/x-ndjson",
                                "{\"text\":\"a b c\"}\n".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_preview_and_an_import_judge_alike() throws Exception {
        Map<String, byte[]> files = Map.of(
                "deep.json", "[".repeat(100_001).getBytes(StandardCharsets.UTF_8),
                "long.csv", csv("a ".repeat(400_001)),
                "empty.csv", new byte[0],
                "error.json", "{\"error\":\"unauthorized\"}".getBytes(StandardCharsets.UTF_8),
                "bomb.csv.gz", gzipped("text\n" + "hello there all of you\n".repeat(1_000_000)),
                "broken.json",
                        ("[{\"text\":\"charged twice\"},{\"text\":" + "[".repeat(70_001))
                                .getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            HttpResponse<String> previewed = preview("", file.getValue());
            HttpResponse<String> imported = send("", "application/octet-stream", file.getValue());
            assertThat(previewed.statusCode()).as(file.getKey()).isEqualTo(422);
            assertThat(imported.statusCode()).as(file.getKey()).isEqualTo(422);
            assertThat(JSON.readTree(previewed.body()).path("errors"))
                    .as(file.getKey())
                    .isEqualTo(JSON.readTree(imported.body()).path("errors"));
        }
    }

    @Test
    void a_line_of_a_whole_file_is_no_beginning() throws Exception {
        byte[] file = csv("word ".repeat(40_001));
        JsonNode shown = JSON.readTree(preview("", file).body());
        assertThat(shown.path("rows").get(0).path("reason").asText()).startsWith("the text must have 3 to 5000");
        assertThat(send("", "text/csv", file).statusCode()).isEqualTo(202);
    }

    @Test
    void a_preview_stores_nothing_and_tells_all() throws Exception {
        byte[] file = """
                id,text,date
                1,<b>Hello</b> there   you,2026-01-03
                2,x,
                ,,
                3,too,many,fields
                """.getBytes(StandardCharsets.UTF_8);
        String before = api.get("/feedback/imports?limit=1").body();
        JsonNode shown = JSON.readTree(preview("", file).body());

        assertThat(shown.path("detected").path("column").asText()).isEqualTo("text");
        assertThat(shown.path("columns").get(0).path("samples").get(0).asText()).isEqualTo("1");
        assertThat(shown.path("needs_mapping").asBoolean()).isFalse();
        JsonNode rows = shown.path("rows");
        assertThat(rows.get(0).path("text").asText()).isEqualTo("Hello there you");
        assertThat(rows.get(0).path("metadata").path("occurred_at").asText()).isEqualTo("2026-01-03T00:00:00.000Z");
        assertThat(rows.get(1).path("reason").asText()).startsWith("the text must have 3 to 5000");
        assertThat(rows.get(2).path("outcome").asText()).isEqualTo("empty");
        assertThat(rows.get(3).path("reason").asText()).startsWith("the record has 4 columns");
        assertThat(api.get("/feedback/imports?limit=1").body()).isEqualTo(before);

        String text = preview("?view=text", file).body();
        assertThat(text)
                .contains("separator  comma  (most records have the same number of fields with it)")
                .contains("*  2  text")
                .contains("line 2      Hello there you")
                .contains("line 3      rejected: the text must have")
                .contains("line 4      empty");
    }

    @Test
    void the_beginning_of_a_file_suffices_for_a_preview() throws Exception {
        String rows = IntStream.range(0, 9000)
                .mapToObj(i -> i + ",this is the text of row " + i + "\n")
                .collect(Collectors.joining());
        byte[] beginning = Arrays.copyOf(("id,text\n" + rows).getBytes(StandardCharsets.UTF_8), 65_536);
        JsonNode shown = JSON.readTree(preview("", beginning).body());
        assertThat(shown.path("rows")).hasSize(10);

        assertThat(preview("?column=nowhere", beginning).body()).contains("Name another column");
        assertThat(preview("?view=text&column=nowhere", beginning).body()).contains("! Name another column");
        assertThat(preview("?separator=xx", beginning).statusCode()).isEqualTo(422);
        assertThat(preview("", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(422);
        assertThat(preview("", new byte[(64 << 20) + 1]).statusCode()).isEqualTo(413);
        String wide = IntStream.range(0, 50).mapToObj(i -> "name" + i).collect(Collectors.joining(",")) + "\n"
                + "1,".repeat(49) + "1\n";
        assertThat(preview("?view=text", wide.getBytes(StandardCharsets.UTF_8)).body())
                .contains("and 10 more columns");
        byte[] packed = gzipped("id,text\n1,packed row of it\n");
        assertThat(preview("?view=text", packed).body()).contains("csv, packed with gzip");
    }
}
