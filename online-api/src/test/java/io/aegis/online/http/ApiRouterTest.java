/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static io.aegis.online.http.RouterFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the router answers: methods, types, ids, errors. */
class ApiRouterTest extends RouterTestBase {

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
        String head = runtime.raw("HEAD /things/7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head)
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 3\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void head_of_a_stream_has_no_body() {
        assertThat(runtime.raw("HEAD /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("text/csv")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/csv; charset=utf-8", "text/*", "*/*", "text/html, text/csv;q=0.1"})
    void a_range_matches_a_type_whatever_parameters_it_has(String accept) {
        assertThat(runtime.send(runtime.request("/table").header("Accept", accept))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_media_type_that_is_not_offered_is_406() {
        assertProblem(
                runtime.send(runtime.request("/table").header("Accept", "application/json")), 406, "not-acceptable");
        assertProblem(runtime.send(runtime.request("/things/7").header("Accept", "text/html")), 406, "not-acceptable");
        assertThat(runtime.send(runtime.request("/things/7").header("Accept", "text/html, application/*;q=0.1"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_accept_header_that_makes_no_sense_is_400() {
        assertProblem(runtime.send(runtime.request("/things/7").header("Accept", ";;;")), 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/../secret",
                "/health/./live",
                "//health",
                "/health/%2e%2e/secret",
                "/health/%2E",
                "/things;x/7",
                "/things/7%2f8",
                "/things/a%5cb",
                "/things/%00",
                "/health/.."
            })
    void a_path_that_may_mean_another_is_400(String path) {
        assertThat(runtime.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @Test
    void a_path_with_dots_and_escapes_in_it_is_served() {
        assertThat(runtime.get("/things/a..b.%20%C3%A9").body()).isEqualTo("\"a..b. é\"");
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
        assertThat(runtime.raw("GET /torn HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("Transfer-Encoding: chunked")
                .doesNotEndWith("\r\n0\r\n\r\n");
        assertProblem(runtime.send(runtime.request("/stillborn")), 500, "internal");
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
}
