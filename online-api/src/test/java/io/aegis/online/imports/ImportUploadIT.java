/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.imports.ImportStaging;
import io.aegis.settings.Listen;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending files, and what is refused of them. */
class ImportUploadIT extends ImportRoutesFixture {

    private static byte[] form(String disposition, byte[] file) {
        byte[] head = ("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b\r\nContent-Disposition: "
                        + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] form = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, form, 0, head.length);
        System.arraycopy(file, 0, form, head.length, file.length);
        System.arraycopy(tail, 0, form, head.length + file.length, tail.length);
        return form;
    }

    @Test
    void a_file_is_taken_and_queued() throws Exception {
        JsonNode sent = sent("?file_name=..%2Fa%5Cmine.csv", "text/csv", csv("taken and queued"));

        assertThat(sent.path("status").asText()).isEqualTo("QUEUED");
        JsonNode shown = progressOf(sent);
        assertThat(shown.path("file_name").asText()).isEqualTo("mine.csv");
        assertThat(shown.path("percent").asDouble()).isZero();
        assertThat(shown.path("rows_per_second").isNull()).isTrue();
        assertThat(shown.path("job_execution_id").isNull()).isTrue();
        assertThat(staged(sent)).isEqualTo("text\ntaken and queued\n");
    }

    @Test
    void a_form_with_a_file_is_the_same_as_the_file() throws Exception {
        byte[] file = csv("sent by a form");
        JsonNode formed = sent(
                "",
                "multipart/form-data; boundary=b",
                form("form-data; name=\"file\"; filename=\"C:\\\\f.csv\"", file));
        JsonNode plain = sent("", "text/csv", file);

        assertThat(staged(formed)).isEqualTo(new String(file, StandardCharsets.UTF_8));
        assertThat(plain.path("import_id")).isEqualTo(formed.path("import_id"));
        assertThat(progressOf(formed).path("file_name").asText()).isEqualTo("f.csv");
    }

    @Test
    void whoever_has_no_key_follows_what_came_without_one_and_the_files_that_he_has() throws Exception {
        byte[] file = csv("uploaded with a key");
        HttpResponse<String> keyed = api.send(api.request("/feedback/batch_csv")
                .header("X-API-Key", Listen.DEFAULT_API_KEY)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray(file)));
        String path = JSON.readTree(keyed.body()).path("status_url").asText();

        assertThat(api.send(api.request(path)).statusCode()).as("the id alone").isEqualTo(404);
        HttpResponse<String> mapped = api.send(api.request(path + "/mapping")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"column\": \"text\"}")));
        assertThat(mapped.statusCode()).isEqualTo(404);
        String own = sent("", "text/csv", file).path("status_url").asText();
        assertThat(own).startsWith(path + "?uploader=");
        assertThat(api.send(api.request(own)).statusCode()).isEqualTo(200);
        String nobodys = sent("", "text/csv", csv("uploaded without a key"))
                .path("status_url")
                .asText();
        assertThat(api.send(api.request(nobodys)).statusCode()).isEqualTo(200);
    }

    @Test
    void the_same_file_is_imported_again_only_when_forced() throws Exception {
        byte[] file = csv("forced again");
        JsonNode first = sent("", "text/csv", file);
        JsonNode forced = sent("?force=true", "text/csv", file);
        JsonNode third = sent("", "text/csv", file);

        assertThat(forced.path("import_id")).isNotEqualTo(first.path("import_id"));
        assertThat(third.path("import_id")).isEqualTo(forced.path("import_id"));
    }

    @Test
    void a_large_file_lies_in_pieces_as_it_was_sent() throws Exception {
        StringBuilder text = new StringBuilder("text\n");
        IntStream.range(0, 100_000)
                .forEach(i -> text.append("größer ").append(i).append('\n'));
        byte[] file = text.toString().getBytes(Charset.forName("windows-1252"));
        JsonNode sent = sent("", "text/csv; charset=windows-1252", file);

        UUID id = UUID.fromString(sent.path("import_id").asText());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long number = 0; ; number++) {
            Optional<byte[]> piece = progress.piece(id, number, ample());
            if (piece.isEmpty()) {
                break;
            }
            all.writeBytes(piece.get());
        }
        assertThat(all.toByteArray()).isEqualTo(file);
        assertThat(file.length).isGreaterThan(ImportStaging.PIECE);
        assertThat(progressOf(sent).path("options").path("charset").asText()).isEqualTo("windows-1252");
    }

    @Test
    void fields_of_a_form_say_the_same_before_and_after_the_file() throws Exception {
        byte[] file = "a,text,b\n1,the first in a form,the second in a form\n".getBytes(StandardCharsets.UTF_8);
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String body = part.formatted("column", "b") + part.formatted("file", new String(file, StandardCharsets.UTF_8))
                + part.formatted("map.channel", "text") + part.formatted("other", "x".repeat(5000)) + "--b--\r\n";
        JsonNode sent = sent("", "multipart/form-data; boundary=b", body.getBytes(StandardCharsets.UTF_8));

        JsonNode asked = progressOf(sent).path("asked");
        assertThat(asked.path("column").asText()).isEqualTo("b");
        assertThat(asked.path("map.channel").asText()).isEqualTo("text");
        for (String wrong : List.of(
                part.formatted("format", "docx"),
                part.formatted("colum", "text"),
                part.formatted("column", "x".repeat(5000)),
                part.formatted("file", "text\nanother file\n"))) {
            String refused = part.formatted("file", "text\nhello there\n") + wrong + "--b--\r\n";
            assertThat(send("", "multipart/form-data; boundary=b", refused.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|application/json|415",
                "''|multipart/form-data|400",
                "?charset=klingon|text/csv|422",
                "?map.chanel=x|text/csv|422",
                "?map.foo=|text/csv|422",
                "?colum=text|text/csv|422",
                "?seperator=%3B|text/csv|422",
                "?charset=%20!|text/csv|422",
                "?force=perhaps|text/csv|422",
                "''|multipart/form-data; boundary=b|400"
            })
    void what_cannot_be_taken_is_refused(String query, String type, int status) {
        assertThat(send(query, type, csv("refused")).statusCode()).isEqualTo(status);
    }

    @Test
    void an_empty_file_and_a_form_without_one_are_refused() {
        assertThat(send("", "text/csv", new byte[0]).statusCode()).isEqualTo(422);
        assertThat(send("", "multipart/form-data; boundary=b", form("form-data; name=\"wrong\"", csv("x")))
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.send(api.request("/feedback/batch_csv")
                                .header("Content-Type", "text/csv")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(csv("x"))))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_file_that_would_not_fit_on_the_databases_disk_is_refused_at_once() throws Exception {
        try (Socket socket = api.connect()) {
            String head = "POST /feedback/batch_csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    + "Content-Length: %d\r\n\r\ntext\n".formatted(4_000_000_000_000_000L);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void a_sender_that_goes_away_leaves_nothing() throws Exception {
        try (Socket socket = api.connect()) {
            String head = "POST /feedback/batch_csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    + "Content-Length: 5000000\r\n\r\ntext\n" + "never whole\n".repeat(200_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            assertThat(comesTo(1)).isTrue();
        }
        assertThat(comesTo(0)).isTrue();
    }
}
