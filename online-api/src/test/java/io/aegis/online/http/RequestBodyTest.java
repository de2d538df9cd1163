/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static io.aegis.online.http.RouterFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies: their types, their sizes as announced and as sent, and what is in them. */
class RequestBodyTest extends RouterTestBase {

    @Test
    void a_body_is_read() {
        HttpResponse<String> response = runtime.post("/things", "{\"name\":\"x\",\"unknown\":[1]}");

        assertThat(response.body()).isEqualTo("\"x\"");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("max-age=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/json; charset=iso-8859-1", "nonsense", "a b/c d"})
    void a_body_that_is_not_said_to_be_json_is_415(String type) {
        HttpRequest.Builder request =
                runtime.request("/things").header("Content-Type", type).POST(BodyPublishers.ofString("{}"));

        assertProblem(runtime.send(request), 415, "unsupported-media-type");
    }

    @Test
    void a_body_without_a_type_or_with_a_coding_is_415() {
        assertProblem(
                runtime.send(runtime.request("/things").POST(BodyPublishers.ofString("{}"))),
                415,
                "unsupported-media-type");
        assertProblem(
                runtime.send(runtime.request("/things")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"name\":\"x\"} {}",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{'name':'x'}",
                "{\"name\":NaN}",
                "{\"name\":\"\u0001\"}",
                "nonsense"
            })
    void a_body_that_is_not_json_is_400(String body) {
        assertProblem(runtime.post("/things", body), 400, "malformed");
    }

    @Test
    void a_body_that_is_too_deep_or_not_utf8_is_400() {
        assertProblem(runtime.post("/things", "{\"name\":" + "[".repeat(40) + "]".repeat(40) + "}"), 400, "malformed");
        assertProblem(
                runtime.send(runtime.request("/things")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(
                                "{\"name\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1)))),
                400,
                "malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|body|must be a JSON object",
                "null|body|must be a JSON object",
                "7|body|must be a JSON object",
                "{}|name|is required",
                "{\"name\":null}|name|is required",
                "{\"name\":7}|name|must be a text",
                "{\"name\":\"12345678901\"}|name|must have at most 10 characters",
                "{\"name\":\"\\ud800\"}|name|must not contain unpaired surrogates",
            })
    void a_value_that_is_not_allowed_is_422_naming_the_field(String body, String field, String message) {
        HttpResponse<String> response = runtime.post("/things", body);

        assertProblem(response, 422, "invalid");
        assertThat(response.body())
                .contains("\"errors\":[{\"field\":\"" + field + "\",\"message\":\"" + message + "\"}]");
    }

    @Test
    void an_optional_body_may_be_absent() {
        assertThat(runtime.send(runtime.request("/things/7").method("PATCH", BodyPublishers.noBody()))
                        .body())
                .isEqualTo("\"none\"");
        assertThat(runtime.send(runtime.request("/things/7")
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString("{\"note\":\"n\"}")))
                        .body())
                .isEqualTo("\"n\"");
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() {
        String head = """
                POST /things HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: 65537
                Expect: 100-continue

                """;

        assertThat(runtime.raw(head.replace("\n", "\r\n")))
                .startsWith("HTTP/1.1 413 ")
                .contains("Connection: close");
    }

    @Test
    void a_sender_of_a_too_large_body_reads_the_problem_although_it_sends_first() {
        byte[] large = new byte[5 << 20];

        assertProblem(
                runtime.send(runtime.request("/things")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(large))),
                413,
                "too-large");
    }

    @Test
    void a_chunked_body_is_counted_while_it_is_read() {
        byte[] large = ("{\"name\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] small = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);

        assertProblem(runtime.send(chunked(large)), 413, "too-large");
        assertThat(runtime.send(chunked(small)).body()).isEqualTo("\"x\"");
    }

    @Test
    void a_chunk_is_read_in_pieces_however_huge_it_says_it_is() {
        String head =
                "PUT /things/7 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        int size = (4 << 20) + 5;

        assertThat(runtime.raw(head + Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n" + size);
        assertThat(runtime.raw(head.replace("PUT /things/7", "POST /things")
                                .replace("Connection: close", "Content-Type: application/json")
                        + "ffffffff\r\n" + " ".repeat(70_000)))
                .startsWith("HTTP/1.1 413 ")
                .contains("problem+json");
        assertThat(runtime.raw(head + "1;" + "x".repeat(300) + "\r\nx\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+2|ab|0||",
                "-2|ab|0||",
                "0x2|ab|0||",
                " 2|ab|0||",
                "2 |ab|0||",
                "000000002|ab|0||",
                "|ab|0||",
                "2|ab??0||",
                "2|abc|0||",
                "3|ab|0||",
                "2|ab|0|more|",
                "2|ab|0|Trailer: x||",
            })
    void chunks_that_are_not_framed_as_they_should_be_are_400_and_end_the_connection(String body) {
        String head = "PUT /things/7 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

        String response = runtime.raw(head + body.replace("|", "\r\n"));

        assertThat(response).startsWith("HTTP/1.1 400 ").contains("problem+json", "Connection: close");
        assertThat(response.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void an_extension_of_a_chunk_is_ignored() {
        String request = """
                PUT /things/7 HTTP/1.1
                Host: localhost
                Transfer-Encoding: chunked
                Connection: close

                2;a=b
                ab
                3 ; c="d"
                cde
                000;e

                """.replace("\n", "\r\n");

        assertThat(runtime.raw(request)).startsWith("HTTP/1.1 200 ").endsWith("\r\n5");
    }

    private static HttpRequest.Builder chunked(byte[] body) {
        return runtime.request("/things")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));
    }

    @Test
    void a_body_of_the_largest_size_is_read() {
        String body = "{\"name\":\"x\",\"more\":\"" + "y".repeat(65_536 - 22) + "\"}";

        assertThat(body).hasSize(65_536);
        assertThat(runtime.post("/things", body).statusCode()).isEqualTo(200);
        assertProblem(runtime.post("/things", body + " "), 413, "too-large");
    }

    @Test
    void an_upload_streams_beyond_the_limit_of_json() {
        HttpResponse<String> response =
                runtime.send(runtime.request("/things/7").PUT(BodyPublishers.ofByteArray(new byte[300_000])));

        assertThat(response.body()).isEqualTo("300000");
    }
}
