/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is decided of a file, and files that wait for somebody to decide. */
class ImportMappingIT extends ImportRoutesFixture {

    @Test
    void what_was_decided_is_told_with_the_import() throws Exception {
        byte[] file = "sep=;\nid;Kommentar;Kanal\n1;Die Lieferung war zu spät;Mail\n"
                .getBytes(Charset.forName("windows-1252"));
        JsonNode shown = progressOf(sent("", "text/csv", file));

        assertThat(shown.path("status").asText()).isEqualTo("QUEUED");
        assertThat(shown.path("rows_empty").asInt()).isZero();
        assertThat(shown.path("asked").size()).isZero();
        JsonNode options = shown.path("options");
        assertThat(options.path("format").asText()).isEqualTo("csv");
        assertThat(options.path("charset").asText()).isEqualTo("windows-1252");
        assertThat(options.path("separator").asText()).isEqualTo("semicolon");
        assertThat(options.path("header_row").asInt()).isEqualTo(2);
        assertThat(options.path("column").asText()).isEqualTo("Kommentar");
        assertThat(options.path("map").path("channel").asText()).isEqualTo("Kanal");
        assertThat(shown.path("detected").path("why").path("separator").asText())
                .contains("sep=");
    }

    @Test
    void a_character_set_is_told_by_characters_that_come_late() throws Exception {
        String late =
                "id;text\n" + "1;plain words only in this row\n".repeat(20_000) + "2;zu spät, zu groß und zu müde\n";
        JsonNode shown = progressOf(sent("", "text/csv", late.getBytes(Charset.forName("windows-1252"))));
        assertThat(shown.path("options").path("charset").asText()).isEqualTo("windows-1252");

        String open = late.replace("id;text", "first;first").replace("\n1;", "\nsome words of it;");
        JsonNode waiting = sent("", "text/csv", open.getBytes(Charset.forName("windows-1252")));
        assertThat(waiting.path("status").asText()).isEqualTo("NEEDS_MAPPING");
        map(waiting, "{\"column\": 2}", 422);
        map(waiting, "{\"column\": \"2\"}", 202);
        assertThat(progressOf(waiting).path("options").path("charset").asText()).isEqualTo("windows-1252");
    }

    @Test
    void a_file_whose_text_is_open_waits_for_a_mapping() throws Exception {
        byte[] file = "What do you like?,What do you miss?,Seen on\nSpeed of it,The export button,Mail\n"
                .getBytes(StandardCharsets.UTF_8);
        JsonNode sent = sent("", "text/csv", file);

        assertThat(sent.path("status").asText()).isEqualTo("NEEDS_MAPPING");
        JsonNode shown = progressOf(sent);
        assertThat(shown.path("failure").asText()).startsWith("Say which column is the text");
        assertThat(shown.path("preview").path("candidates"))
                .extracting(JsonNode::asText)
                .containsExactly("What do you like?", "What do you miss?");
        assertThat(sent("", "text/csv", file).path("import_id")).isEqualTo(sent.path("import_id"));

        assertThat(map(sent, "{\"column\": \"none of these\"}", 422)
                        .path("detail")
                        .asText())
                .startsWith("Name another column: there is no column 'none of these'.");
        map(sent, "{\"format\": \"docx\"}", 422);
        map(sent, "{\"header_row\": -1}", 422);
        JsonNode misspelt =
                map(sent, "{\"colum\": \"What do you miss?\", \"map\": {\"chanel\": \"Seen on\"}, \"x\": 1}", 422);
        assertThat(misspelt.path("errors"))
                .extracting(
                        error -> error.path("field").asText(),
                        error -> error.path("message").asText().replaceAll(";.*", ""))
                .containsExactly(
                        tuple("colum", "must be called column, if that is meant"),
                        tuple("x", "is no option"),
                        tuple("map.chanel", "must be called map.channel, if that is meant"));
        JsonNode mapped = map(
                sent,
                "{\"column\": \"What do you miss?\", \"header_row\": 1, \"map\": {\"channel\": \"Seen on\"}}",
                202);

        assertThat(mapped.path("status").asText()).isEqualTo("QUEUED");
        JsonNode queued = progressOf(sent);
        assertThat(queued.path("failure").isNull()).isTrue();
        assertThat(queued.path("options").path("column").asText()).isEqualTo("What do you miss?");
        assertThat(queued.path("options").path("map").path("channel").asText()).isEqualTo("Seen on");
        assertThat(queued.path("asked").path("map.channel").asText()).isEqualTo("Seen on");
        assertThat(queued.has("preview")).isFalse();
        map(sent, "{\"column\": \"1\"}", 409);
        assertThat(api.send(api.request("/feedback/imports/" + UUID.randomUUID() + "/mapping")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void how_an_import_stands_is_told_of_a_file_that_is_staged_no_more() throws Exception {
        JsonNode sent =
                sent("", "text/csv", "like?,miss?\nSpeed of it,The export button\n".getBytes(StandardCharsets.UTF_8));
        assertThat(sent.path("status").asText()).isEqualTo("NEEDS_MAPPING");
        real.change("DELETE FROM import_chunk WHERE import_id = '"
                + sent.path("import_id").asText() + "'");

        JsonNode shown = progressOf(sent);

        assertThat(shown.path("status").asText()).isEqualTo("NEEDS_MAPPING");
        assertThat(shown.has("preview")).isFalse();
    }

    @Test
    void what_was_asked_for_is_part_of_an_uploads_identity() throws Exception {
        byte[] file = "a,text,b\n1,the first one here,the second one here\n".getBytes(StandardCharsets.UTF_8);
        JsonNode plain = sent("", "text/csv", file);
        JsonNode other = sent("?column=b", "text/csv", file);
        JsonNode third = sent("?charset=ISO-8859-1", "text/csv", file);

        assertThat(other.path("import_id")).isNotEqualTo(plain.path("import_id"));
        assertThat(third.path("import_id"))
                .isNotEqualTo(plain.path("import_id"))
                .isNotEqualTo(other.path("import_id"));
        assertThat(sent("?column=b", "text/csv", file).path("import_id")).isEqualTo(other.path("import_id"));
        assertThat(sent("?charset=latin1", "text/csv", file).path("import_id")).isEqualTo(third.path("import_id"));
        assertThat(progressOf(other).path("options").path("column").asText()).isEqualTo("b");
        assertThat(progressOf(other).path("asked").path("column").asText()).isEqualTo("b");
    }
}
