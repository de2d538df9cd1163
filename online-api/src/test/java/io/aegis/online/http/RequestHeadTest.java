/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before a body, well formed or not, as it stands on the wire. */
class RequestHeadTest extends RouterTestBase {

    @Test
    void a_method_in_small_letters_on_a_connection_in_use_is_none() {
        String first = "GET /things/7 HTTP/1.1\r\nHost: localhost\r\n\r\n";

        assertThat(runtime.raw(first + first.replace("GET", "get"))).contains("HTTP/1.1 200 OK", "HTTP/1.1 400 ");
    }

    @Test
    void the_connection_survives_a_small_refused_body() {
        String refused = "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
        String last = "GET /things/7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        assertThat(runtime.raw(refused + last)).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage||",
                "get /things/7 HTTP/1.1|Host: localhost||",
                "Get /things/7 HTTP/1.1|Host: localhost|Connection: keep-alive||",
                "gET /nothing HTTP/1.1|Host: localhost||",
                "pOST /things HTTP/1.1|Host: localhost|Content-Length: 0||",
                "foo /things/7 HTTP/1.1|Host: localhost||",
                "GET /%zz HTTP/1.1|Host: localhost||",
                "GET /things/7 HTTP/1.1||",
                "GET /things/7 HTTP/1.1|Host: localhost|bad header||",
                "POST /things HTTP/1.1|Host: localhost|Content-Length: abc||",
                "POST /things HTTP/1.1|Host: localhost|Content-Length: -5||",
                "POST /things HTTP/1.1|Host: localhost|Content-Length: 5|Content-Length: 6||",
                "POST /things HTTP/1.1|Host: localhost|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "POST /things HTTP/1.1|Host: localhost|Content-Length: 5, 5||12345",
                "POST /things HTTP/1.1|Host: localhost|Content-Length: +5||12345",
                "POST /things HTTP/1.1|Host: localhost|Transfer-Encoding: gzip||",
                "POST /things HTTP/1.1|Host: localhost|Transfer-Encoding: gzip, chunked||0||",
                "POST /things HTTP/1.1|Host: localhost|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
                "POST /things HTTP/1.1|Host: localhost|Transfer-Encoding:||0||",
                "POST /things HTTP/1.1|Host: localhost|Content-Type: application/json|Transfer-Encoding: chunked||zz||",
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
        assertThat(runtime.raw("GET /things/7?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%ff", "a=b%c3", "a=%ed%a0%80&b=1"})
    void a_query_that_is_no_text_is_400_and_says_which_parameter(String query) {
        assertThat(runtime.raw("GET /things/7?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("\"errors\":[{\"field\":\"a\",\"message\":\"must be percent-encoded UTF-8\"}]");
    }

    @Test
    void a_query_may_have_colons() {
        assertThat(
                        runtime.raw(
                                "GET /things/7?since=2026-11-20T10:00:00Z HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_head_that_is_too_long_is_400_in_the_same_shape() {
        assertThat(runtime.raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(runtime.raw("GET / HTTP/1.1\r\nHost: localhost\r\nA: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }
}
