package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.keys.Role;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.online.problem.Refusal;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.security.Access;
import io.aegis.online.security.Caller;
import io.aegis.online.security.StoredKey;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error of the contract, and what else HTTP wants, over a real connection. */
class DoorTest {

    private static RunningApi runtime;

    @BeforeAll
    static void open() {
        List<StoredKey> keys = List.of(
                StoredKey.ofKey("agent-key", new Caller("a", Set.of(Role.AGENT))),
                StoredKey.ofKey("submit-key", new Caller("s", Set.of(Role.SUBMIT))));
        runtime = new RunningApi(Map.of(), () -> keys, () -> true, List.of(DoorTest::routes));
    }

    @AfterAll
    static void close() {
        runtime.close();
    }

    private static void routes(RouteTable table) {
        table.get("/things/{id}", Access.open(), exchange -> text(exchange.pathParameter("id")))
                .get(
                        "/secret",
                        Access.of(Role.AGENT),
                        exchange -> text(exchange.caller().orElseThrow().id()))
                .post("/intake", Access.intake(Role.SUBMIT), exchange -> text("taken"))
                .post("/things", Access.open(), DoorTest::echo)
                .patch(
                        "/things/{id}",
                        Access.open(),
                        exchange -> text(exchange.optionalJson().text("note", 9).orElse("none")))
                .on(
                        "PUT",
                        "/things/{id}",
                        Access.open(),
                        "text/csv",
                        exchange -> Answer.text(
                                200, "text/csv", Long.toString(exchange.stream().readAllBytes().length)))
                .get("/defect", Access.open(), exchange -> {
                    throw new IllegalStateException("SELECT secret FROM table");
                })
                .get("/away", Access.open(), exchange -> {
                    throw new LedgerUnavailableException("commit of secret not confirmed");
                })
                .get("/conflict", Access.open(), exchange -> {
                    throw Refusal.conflict("Decided already.");
                })
                .get(
                        "/stream",
                        Access.open(),
                        "text/csv",
                        exchange ->
                                Answer.streamed("text/csv", out -> out.write("a,b\n".getBytes(StandardCharsets.UTF_8))))
                .get(
                        "/stillborn",
                        Access.open(),
                        "text/csv",
                        exchange -> Answer.streamed("text/csv", out -> {
                            throw new IOException("the source failed");
                        }))
                .get(
                        "/torn",
                        Access.open(),
                        "text/csv",
                        exchange -> Answer.streamed("text/csv", out -> {
                            out.write(new byte[100_000]);
                            out.write(new byte[100_000]);
                            throw new IOException("the source failed");
                        }));
    }

    private static Answer text(String text) {
        return Answer.ok(json -> json.writeString(text));
    }

    private static Answer echo(Exchange exchange) {
        JsonBody body = exchange.json();
        body.require("name");
        String name = body.text("name", 10).orElse("");
        body.refuseIfWrong();
        return text(name).with("Cache-Control", "max-age=60");
    }

    @Test
    void an_answer_carries_the_id_that_the_request_came_with() {
        HttpResponse<String> response =
                runtime.send(runtime.request("/things/7").header("X-Request-Id", "a.B_c-1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("\"7\"");
        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("a.B_c-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with space", "<script>", "", "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void an_id_that_is_not_sane_is_replaced(String id) {
        HttpResponse<String> response = runtime.send(runtime.request("/nothing").header("X-Request-Id", id));

        String given = response.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(given).isNotEqualTo(id).matches("[0-9a-f-]{36}");
        assertThat(response.body()).contains("\"request_id\":\"" + given + "\"");
    }

    @Test
    void a_path_without_anything_is_404() {
        HttpResponse<String> response = runtime.send(runtime.request("/nothing?secret=1"));

        assertProblem(response, 404, "not-found");
        assertThat(response.body()).contains("\"instance\":\"/nothing\"").doesNotContain("secret");
    }

    @Test
    void another_method_is_405_and_told_which_are_allowed() {
        HttpResponse<String> response =
                runtime.send(runtime.request("/things/7").DELETE());

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, PATCH, PUT");
    }

    @Test
    void options_tells_the_methods_and_allows_no_other_origin() {
        HttpResponse<String> response = runtime.send(runtime.request("/things/7")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "PATCH")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, PATCH, PUT");
        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void no_answer_lets_another_origin_read_it() {
        HttpResponse<String> response =
                runtime.send(runtime.request("/things/7").header("Origin", "https://evil.example"));

        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void head_is_get_without_the_body() {
        String head = runtime.raw("HEAD /things/7 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(head)
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 3\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void head_of_a_stream_has_no_body() {
        assertThat(runtime.raw("HEAD /stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("text/csv")
                .endsWith("\r\n\r\n");
    }

    @Test
    void a_media_type_that_is_not_offered_is_406() {
        assertProblem(runtime.send(runtime.request("/things/7").header("Accept", "text/html")), 406, "not-acceptable");
        assertThat(runtime.send(runtime.request("/things/7").header("Accept", "text/html, application/*;q=0.1"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_accept_header_that_makes_no_sense_is_400() {
        assertProblem(runtime.send(runtime.request("/things/7").header("Accept", ";;;")), 400, "malformed");
    }

    @Test
    void without_a_key_a_keyed_route_is_401() {
        HttpResponse<String> response = runtime.send(runtime.request("/secret"));

        assertProblem(response, 401, "unauthorised");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .startsWith("ApiKey ");
    }

    @Test
    void a_wrong_key_or_two_keys_are_401() {
        assertProblem(runtime.send(runtime.request("/secret").header("X-API-Key", "wrong")), 401, "unauthorised");
        assertProblem(
                runtime.send(runtime.request("/secret")
                        .header("X-API-Key", "agent-key")
                        .header("X-API-Key", "agent-key")),
                401,
                "unauthorised");
    }

    @Test
    void a_key_without_the_role_is_403_and_one_with_it_passes() {
        await(() -> runtime.send(runtime.request("/secret").header("X-API-Key", "agent-key"))
                        .statusCode()
                == 200);

        HttpResponse<String> refused = runtime.send(runtime.request("/secret").header("X-API-Key", "submit-key"));

        assertProblem(refused, 403, "forbidden");
        assertThat(refused.body()).contains("agent");
        assertThat(runtime.get("/secret").body()).isEqualTo("\"bootstrap\"");
    }

    @Test
    void on_loopback_feedback_is_taken_without_a_key() {
        assertThat(runtime.post("/intake", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void without_public_intake_feedback_needs_a_key() {
        try (RunningApi closed =
                new RunningApi(Map.of("PUBLIC_INTAKE", "false"), List::of, () -> true, List.of(DoorTest::routes))) {
            assertProblem(closed.post("/intake", "{}"), 401, "unauthorised");
        }
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
    void a_sender_of_a_too_large_body_reads_the_refusal_although_it_sends_first() {
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

    @Test
    void the_connection_survives_a_small_refused_body() {
        String refused = "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
        String last = "GET /things/7 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(runtime.raw(refused + last)).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 OK");
    }

    @Test
    void a_defect_is_500_without_a_word_about_what_it_was() {
        HttpResponse<String> response = runtime.send(runtime.request("/defect"));

        assertProblem(response, 500, "internal");
        assertThat(response.body()).doesNotContain("SELECT", "secret", "Exception", "io.aegis");
    }

    @Test
    void a_database_that_does_not_confirm_is_503_and_worth_another_try() {
        HttpResponse<String> response = runtime.send(runtime.request("/away"));

        assertProblem(response, 503, "unavailable");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void a_conflict_is_409() {
        assertProblem(runtime.send(runtime.request("/conflict")), 409, "conflict");
    }

    @Test
    void a_stream_is_sent_whole_or_is_seen_to_be_torn() {
        assertThat(runtime.send(runtime.request("/stream")).body()).isEqualTo("a,b\n");
        assertThat(runtime.raw("GET /torn HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("Transfer-Encoding: chunked")
                .doesNotEndWith("\r\n0\r\n\r\n");
        assertProblem(runtime.send(runtime.request("/stillborn")), 500, "internal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage||",
                "GET /%zz HTTP/1.1|Host: x||",
                "GET /things/7 HTTP/1.1||",
                "GET /things/7 HTTP/1.1|Host: x|bad header||",
                "POST /things HTTP/1.1|Host: x|Content-Length: abc||",
                "POST /things HTTP/1.1|Host: x|Content-Length: -5||",
                "POST /things HTTP/1.1|Host: x|Content-Length: 5|Content-Length: 6||",
                "POST /things HTTP/1.1|Host: x|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "POST /things HTTP/1.1|Host: x|Content-Type: application/json|Transfer-Encoding: chunked||zz||",
            })
    void what_is_not_http_is_400_in_the_same_shape(String request) {
        String response = runtime.raw(request.replace("|", "\r\n"));

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/problem+json\r\n", "Connection: close\r\n", "X-Request-Id: ")
                .contains("\"type\":\"urn:aegis:problem:malformed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%4", "a=%", "a=\\", "a=<b>", "a=\u00e9"})
    void a_query_that_is_not_well_formed_is_400(String query) {
        assertThat(runtime.raw("GET /things/7?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @Test
    void a_query_may_have_colons() {
        assertThat(runtime.raw(
                        "GET /things/7?since=2026-11-20T10:00:00Z HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_head_that_is_too_long_is_400_in_the_same_shape() {
        assertThat(runtime.raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(runtime.raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @Test
    void every_answer_forbids_sniffing_caching_and_framing() {
        for (HttpResponse<String> response :
                List.of(runtime.send(runtime.request("/things/7")), runtime.send(runtime.request("/nothing")))) {
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        String requestId = response.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .startsWith("{\"type\":\"urn:aegis:problem:" + slug + "\",\"title\":\"")
                .contains("\"status\":" + status + ",\"detail\":\"")
                .contains("\"request_id\":\"" + requestId + "\"");
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + java.time.Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
