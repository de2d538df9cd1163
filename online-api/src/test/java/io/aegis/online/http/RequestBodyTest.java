package io.aegis.online.http;

import static io.aegis.online.http.RouterFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.runtime.RunningApi;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies: their types, their sizes as announced and as sent, and what is in them. */
class RequestBodyTest {

    private static RunningApi runtime;

    @BeforeAll
    static void open() {
        runtime = RouterFixture.open();
    }

    @AfterAll
    static void close() {
        runtime.close();
    }

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
                Host: x
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
    void a_chunk_that_says_it_is_huge_is_refused_before_it_is_sent() {
        String head = "PUT /things/7 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(runtime.raw(head + "7fffffff\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("problem+json");
        assertThat(runtime.raw(head + "1;" + "x".repeat(300) + "\r\nx\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("problem+json");
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
