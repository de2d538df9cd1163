/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static io.aegis.online.http.RouterFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.runtime.RunningApi;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may call the router: by which name, from which page, with which key. */
class RouterAccessTest extends RouterTestBase {

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + java.time.Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
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
    void a_key_may_come_as_a_bearer_or_as_a_password() {
        await(() -> runtime.send(runtime.request("/secret").header("Authorization", "Bearer agent-key"))
                        .statusCode()
                == 200);
        assertThat(runtime.send(runtime.request("/secret").header("Authorization", "Basic YW55OmFnZW50LWtleQ=="))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                runtime.send(runtime.request("/secret")
                        .header("X-API-Key", "submit-key")
                        .header("Authorization", "Bearer agent-key")),
                401,
                "unauthorised");
    }

    @Test
    void another_name_than_this_machine_is_421_on_every_path() {
        for (String path : List.of("/things/7", "/health", "/nowhere")) {
            assertThat(runtime.raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-API-Key: dev_api_key\r\n"
                            + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("urn:aegis:problem:misdirected");
        }
    }

    @Test
    void a_trusted_proxy_brings_a_name_of_its_own_and_a_listed_name_will_do() {
        String request = "GET /things/7 HTTP/1.1\r\nHost: aegis.example\r\nConnection: close\r\n\r\n";
        for (Map<String, String> settings :
                List.of(Map.of("TRUSTED_PROXIES", "127.0.0.1"), Map.of("AEGIS_ALLOWED_HOSTS", "aegis.example"))) {
            try (RunningApi api = new RunningApi(settings, List::of, () -> true, List.of(RouterFixture::routes))) {
                assertThat(api.raw(request)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void a_page_of_another_site_changes_nothing_unless_it_brings_a_key_that_it_cannot_know() {
        await(() -> runtime.send(runtime.request("/secret").header("X-API-Key", "agent-key"))
                        .statusCode()
                == 200);
        for (String header : List.of("Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site")) {
            String[] pair = header.split(": ", 2);
            HttpRequest.Builder post = runtime.request("/intake").POST(BodyPublishers.noBody());
            post.header(pair[0], pair[1]);
            assertProblem(runtime.send(post.copy()), 403, "forbidden");
            assertProblem(runtime.send(post.copy().header("X-API-Key", "dev_api_key")), 403, "forbidden");
            assertProblem(runtime.send(post.copy().header("X-API-Key", "wrong")), 403, "forbidden");
            assertThat(runtime.send(post.copy().header("X-API-Key", "submit-key"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(runtime.send(runtime.request("/things/7").header(pair[0], pair[1]))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(runtime.send(runtime.request("/intake")
                                .header("Origin", "http://127.0.0.1:" + runtime.port())
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_listed_site_may_post_and_read_the_answer() {
        try (RunningApi api = new RunningApi(
                Map.of("AEGIS_ALLOWED_ORIGINS", "https://shop.example"),
                List::of,
                () -> true,
                List.of(RouterFixture::routes))) {
            HttpRequest.Builder post = api.request("/intake").header("Sec-Fetch-Site", "cross-site");
            HttpResponse<String> answer = api.send(
                    post.copy().header("Origin", "https://shop.example").POST(BodyPublishers.noBody()));
            HttpResponse<String> preflight = api.send(api.request("/intake")
                    .header("Origin", "https://shop.example")
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://shop.example");
            assertThat(answer.headers().allValues("Vary")).contains("Origin");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight
                            .headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElseThrow())
                    .contains("POST");
            assertThat(preflight
                            .headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow())
                    .contains("X-API-Key", "Content-Type");
            assertThat(api.send(post.copy()
                                    .header("Origin", "https://evil.example")
                                    .POST(BodyPublishers.noBody()))
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void a_wrong_key_or_two_keys_are_401() {
        assertProblem(runtime.send(runtime.request("/secret").header("X-API-Key", "wrong")), 401, "unauthorised");
        assertProblem(
                runtime.send(runtime.request("/secret")
                        .header("X-API-Key", "agent-key")
                        .header("X-API-Key", "submit-key")),
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
        try (RunningApi closed = new RunningApi(
                Map.of("PUBLIC_INTAKE", "false"), List::of, () -> true, List.of(RouterFixture::routes))) {
            assertProblem(closed.post("/intake", "{}"), 401, "unauthorised");
        }
    }
}
