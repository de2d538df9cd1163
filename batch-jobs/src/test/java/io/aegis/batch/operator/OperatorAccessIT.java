/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.batch.BatchProcess;
import io.aegis.testing.Await;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the operator API, and how it refuses. */
class OperatorAccessIT extends OperatorApiFixture {

    private int bare(String path) throws Exception {
        return process.send(process.request(path).setHeader("X-API-Key", "")).statusCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST  | /jobs/sweep/executions   | {"parameters":{"days":31}}            | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"days":"3"}}           | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"days":3.5}}           | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"nights":3}}           | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"mode":"slow"}}        | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"dry":"yes"}}          | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"since":"yesterday"}}  | 422
            POST  | /jobs/fail/executions    | {"parameters":{}}                     | 422
            POST  | /jobs/fail/executions    | {"parameters":{"of":"1"}}             | 422
            POST  | /jobs/fail/executions    | {"parameters":{"of":"not-an-id-although-it-is-as-long-as1"}} | 422
            POST  | /jobs/sweep/executions   | {"parameters":[]}                     | 400
            POST  | /jobs/sweep/executions   | {                                     | 400
            POST  | /jobs/sweep/executions   | {"parameters":{},"parameters":{}}     | 400
            POST  | /jobs/nothing/executions | {}                                    | 404
            GET   | /jobs/nothing/executions | {}                                    | 404
            GET   | /jobs/sweep/executions?limit=0 | {}                              | 422
            GET   | /jobs/sweep/executions?limit=x | {}                              | 400
            GET   | /jobs/sweep/executions?limit=%ff | {}                            | 400
            GET   | /executions/999999       | {}                                    | 404
            GET   | /executions/x            | {}                                    | 400
            GET   | /nothing                 | {}                                    | 404
            GET   | /jobs;x                  | {}                                    | 400
            GET   | //jobs                   | {}                                    | 400
            GET   | /schedules/../jobs       | {}                                    | 400
            GET   | /%2e/jobs                | {}                                    | 400
            PUT   | /jobs                    | {}                                    | 405
            PATCH | /schedules/nothing       | {}                                    | 404
            PATCH | /schedules/sweep         | {"cron":"* * * * *"}                  | 422
            PATCH | /schedules/sweep         | {"cron":"0 0 0 31 2 *"}               | 422
            PATCH | /schedules/sweep         | {"zone":"Mars/Base"}                  | 422
            PATCH | /schedules/sweep         | {"missed":"twice"}                    | 422
            PATCH | /schedules/sweep         | {"enabled":"perhaps"}                 | 400
            PATCH | /schedules/sweep         | {"cron":null}                         | 422
            PATCH | /schedules/sweep         | {"enabled":null,"zone":null}          | 422
            PATCH | /schedules/sweep         | {"missed":null,"cron":"0 0 3 * * *"}  | 422
            PATCH | /schedules/sweep         | {"crn":"0 0 3 * * *"}                 | 422
            PATCH | /schedules/sweep         | []                                    | 400
            PATCH | /schedules/sweep         | null                                  | 400
            """)
    void refuses_what_is_wrong_as_a_problem(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = process.send(process.request(path)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "wrong-1")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = BatchProcess.json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText()).startsWith("urn:aegis:problem:");
        assertThat(problem.path("request_id").asText()).isEqualTo("wrong-1");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("springframework");
        if (status == 422) {
            assertThat(problem.at("/errors/0/field").asText()).isNotEmpty();
        }
    }

    @Test
    void asks_for_an_admin_s_key_except_for_health_and_meters() throws Exception {
        assertThat(bare("/jobs")).isEqualTo(401);
        assertThat(bare("/health/../jobs")).isNotEqualTo(200);
        assertThat(bare("/health")).isEqualTo(200);
        assertThat(bare("/health/live")).isEqualTo(200);
        assertThat(bare("/health/ready")).isEqualTo(200);
        assertThat(bare("/metrics")).isEqualTo(200);
        assertThat(process.send(process.request("/jobs").header("X-API-Key", "second"))
                        .statusCode())
                .as("two keys are none")
                .isEqualTo(401);
    }

    @Test
    void a_key_may_come_as_a_bearer_or_as_a_password() throws Exception {
        String key =
                process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        String basic = Base64.getEncoder().encodeToString(("any:" + key).getBytes(StandardCharsets.UTF_8));
        for (String authorization : List.of("Bearer " + key, "Basic " + basic)) {
            assertThat(raw("/jobs/none/executions", "Host: localhost\r\nAuthorization: " + authorization))
                    .startsWith("HTTP/1.1 404 ");
        }
        assertThat(raw("/jobs/none/executions", "Host: localhost\r\nX-API-Key: " + key + "\r\nAuthorization: Bearer x"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void another_name_is_421_and_a_page_of_another_site_is_403() throws Exception {
        String key = "X-API-Key: "
                + process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        assertThat(raw("/jobs/none/executions", "Host: evil.example\r\n" + key))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json");
        for (String page : List.of("Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site")) {
            assertThat(raw("/jobs/none/executions", "Host: localhost\r\n" + key + "\r\n" + page))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage||",
                "GET /jobs HTTP/1.1||",
                "GET /jobs HTTP/9.9|Host: localhost||",
                "GET /jobs HTTP/1.1|Host: localhost|Host: other||",
                "GET /jobs HTTP/1.1|Host: localhost|bad header||",
                "GET /jobs HTTP/1.1|Host: localhost|a{b}: c||",
                "GET /jo<bs HTTP/1.1|Host: localhost||",
                "GET /%zz HTTP/1.1|Host: localhost||",
                "GET /jobs%00 HTTP/1.1|Host: localhost||",
                "GET /a%2fb HTTP/1.1|Host: localhost||",
                "G<T /jobs HTTP/1.1|Host: localhost||",
                "POST /jobs HTTP/1.1|Host: localhost|Content-Length: x||",
                "POST /jobs HTTP/1.1|Host: localhost|Content-Length: 5|Content-Length: 6||12345",
                "POST /jobs HTTP/1.1|Host: localhost|Transfer-Encoding: gzip||",
                "TRACE /jobs HTTP/1.1|Host: localhost||",
                "TRACE /health HTTP/1.1|Host: localhost||",
                "FOO /health HTTP/1.1|Host: localhost||",
                "LONG",
            })
    void what_the_server_refuses_by_itself_is_a_problem_too(String request) throws Exception {
        String sent = request.equals("LONG")
                ? "GET /jobs HTTP/1.1|Host: localhost|X-Long: " + "x".repeat(20_000) + "||"
                : request;
        String answer = sent(sent.replace("|", "\r\n"));

        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ");
        assertThat(answer)
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"urn:aegis:problem:", "\"request_id\":\"")
                .doesNotContain("<html", "Exception", "\"timestamp\"");
    }

    @Test
    void heads_that_never_end_keep_nobody_out() throws Exception {
        URI address = process.request("/").build().uri();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                silent.add(socket);
                socket.getOutputStream().write("GET /jobs HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(sent("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 404",
        "X-A: b|, 404",
        "X-A: b|X-A: b|X-A: b|X-A: b|X-A: b|X-A: b|X-A: b|X-A: b|X-A: b|X-A: b|, 400",
        "a:|a:|a:|a:|a:|a:|a:|a:|a:|a:|a:|a:|, 400",
        "x|, 400",
    })
    void trailers_that_nobody_wants_are_no_defect_of_ours(String trailers, int status) throws Exception {
        String key =
                process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        assertThat(sent(("POST /jobs/none/executions HTTP/1.1|Host: localhost|Connection: close|X-API-Key: " + key
                                + "|Content-Type: application/json|Transfer-Encoding: chunked||2|{}|0|" + trailers
                                + "|")
                        .replace("|", "\r\n")))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("urn:aegis:problem:");
    }

    @Test
    void who_has_no_key_is_not_asked_for_a_body() throws Exception {
        String head =
                "POST /jobs/none/executions HTTP/1.1|Host: localhost|Expect: 100-continue|Content-Length: 60000000||";
        assertThat(sent(head.replace("|", "\r\n"))).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void a_body_that_drips_is_not_awaited() throws Exception {
        String key =
                process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        URI address = process.request("/").build().uri();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream()
                    .write(("POST /jobs/sweep/executions HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            Await.until("it is refused", () -> {
                try {
                    return socket.getInputStream().read() >= 0;
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write(' ');
                    return false;
                }
            });
        }
    }

    @Test
    void a_body_of_twenty_megabytes_is_answered_and_not_reset() throws Exception {
        String key =
                process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        int length = 20 << 20;
        URI address = process.request("/").build().uri();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            ("POST /jobs/sweep/executions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
                                            + key + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[length]);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("urn:aegis:problem:too-large");
        }
    }

    @Test
    void refuses_large_bodies_whether_or_not_they_say_so() throws Exception {
        String large = "{\"parameters\":{\"mode\":\"" + "x".repeat(70_000) + "\"}}";
        assertThat(process.post("/jobs/sweep/executions", large).statusCode()).isEqualTo(413);
        HttpRequest.Builder chunked = process.request("/jobs/sweep/executions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large)));
        assertThat(process.send(chunked).statusCode()).isEqualTo(413);
    }
}
