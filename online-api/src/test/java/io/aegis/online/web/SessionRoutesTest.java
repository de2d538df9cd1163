/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.access.WrongKeyLimit;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Response;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.security.Access;
import io.aegis.settings.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionRoutesTest {

    private static final String KEY = "dev_api_key";

    private Optional<Secret> automatic = Optional.empty();
    private RunningApi api = start(Map.of());

    private RunningApi start(Map<String, String> settings) {
        return start(settings, Ticker.system());
    }

    private RunningApi start(Map<String, String> settings, Ticker ticker) {
        return new RunningApi(
                settings,
                ticker,
                List::of,
                () -> true,
                runtime -> List.of(
                        new SessionRoutes(runtime.sessions(), runtime.wrongKeys(), automatic),
                        table -> table.get("/admin/secret", Access.of(Role.ADMIN), _ -> Response.empty(204))
                                .post("/admin/secret", Access.of(Role.ADMIN), _ -> Response.empty(204))));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private HttpRequest.Builder signIn(String json) {
        return api.request("/session")
                .header("Content-Type", "application/json")
                .header("X-Aegis-Request", "1")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private String cookie() {
        HttpResponse<String> answer = api.send(signIn("{\"api_key\": \"" + KEY + "\"}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private int status(HttpRequest.Builder request) {
        return api.send(request).statusCode();
    }

    @Test
    void a_key_becomes_a_cookie_that_only_this_site_and_no_script_can_use() {
        String cookie = cookie();
        assertThat(cookie)
                .matches("aegis_session=[A-Za-z0-9_-]{64}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict")
                .doesNotContain(KEY);
        String pair = cookie.substring(0, cookie.indexOf(';'));
        assertThat(status(api.request("/admin/secret").header("Cookie", pair))).isEqualTo(204);
        assertThat(status(api.request("/admin/secret").header("Cookie", "other=1; " + pair)))
                .isEqualTo(204);
        assertThat(status(api.request("/admin/secret").header("Cookie", pair + "; " + pair)))
                .isEqualTo(401);
        assertThat(status(api.request("/admin/secret").header("Cookie", pair).header("X-API-Key", "wrong")))
                .isEqualTo(401);
    }

    @Test
    void a_cookie_alone_changes_nothing() {
        String cookie = cookie();
        HttpRequest.Builder post =
                api.request("/admin/secret").header("Cookie", cookie).POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> unmarked = api.send(post.copy());
        assertThat(unmarked.statusCode()).isEqualTo(401);
        assertThat(unmarked.body()).as("it says what to send").contains("X-Aegis-Request: 1");
        assertThat(api.send(api.request("/admin/secret").POST(HttpRequest.BodyPublishers.noBody()))
                        .body())
                .as("who brings nothing is asked for a key")
                .contains("Send one valid key")
                .doesNotContain("X-Aegis-Request");
        assertThat(status(post.copy().header("X-Aegis-Request", "1"))).isEqualTo(204);
        assertThat(status(api.request("/session")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"api_key\": \"" + KEY + "\"}"))))
                .isEqualTo(403);
        assertThat(status(api.request("/session").header("Cookie", cookie).DELETE()))
                .isEqualTo(403);
    }

    @Test
    void signing_out_ends_the_session_and_takes_the_cookie_away() {
        String cookie = cookie();
        HttpResponse<String> out = api.send(api.request("/session")
                .header("Cookie", cookie)
                .header("X-Aegis-Request", "1")
                .DELETE());
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(gone -> assertThat(gone).startsWith("aegis_session=; Path=/; Max-Age=0;"));
        assertThat(status(api.request("/admin/secret").header("Cookie", cookie)))
                .isEqualTo(401);
    }

    @Test
    void a_wrong_key_and_none_open_nothing() {
        for (String json : List.of("{\"api_key\": \"wrong\"}", "{\"api_key\": \"" + "k".repeat(250) + "\"}")) {
            assertThat(status(signIn(json))).as(json).isEqualTo(401);
        }
        assertThat(status(signIn("{}"))).isEqualTo(422);
        assertThat(status(signIn("{\"api_key\": 1}"))).isEqualTo(422);
        assertThat(api.send(api.request("/session")).body())
                .contains("\"signed_in\":false", "\"automatic\":false", "\"roles\":[]");
    }

    private HttpResponse<String> from(String address, HttpRequest.Builder request) {
        return api.send(request.header("X-Forwarded-For", address));
    }

    @Test
    void keys_cannot_be_guessed_by_signing_in_nor_in_a_header() {
        api.close();
        long now = System.nanoTime();
        api = start(Map.of("TRUSTED_PROXIES", "127.0.0.1"), () -> now);
        String right = "{\"api_key\": \"" + KEY + "\"}";
        String there = "192.0.2.1";
        int attempts = 0;
        HttpResponse<String> answer = from(there, signIn("{\"api_key\": \"wrong\"}"));
        while (answer.statusCode() == 401 && attempts < 1000) {
            attempts++;
            answer = from(there, signIn("{\"api_key\": \"wrong " + attempts + "\"}"));
        }
        assertThat(attempts).isEqualTo(20);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(from(there, signIn(right)).statusCode()).as("tells nothing").isEqualTo(429);
        for (int i = 0; i < WrongKeyLimit.AT_ONCE; i++) {
            from(there, api.request("/session").header("X-API-Key", "wrong"));
        }
        for (String key : List.of("wrong", KEY)) {
            assertThat(from(there, api.request("/session").header("X-API-Key", key))
                            .statusCode())
                    .as(key)
                    .isEqualTo(429);
            HttpRequest.Builder foreign = api.request("/admin/secret")
                    .header("Origin", "https://evil.example")
                    .header("X-API-Key", key)
                    .POST(HttpRequest.BodyPublishers.noBody());
            assertThat(from(there, foreign).statusCode()).as(key).isEqualTo(429);
        }
        assertThat(from(there, api.request("/session")).statusCode())
                .as("without a key")
                .isEqualTo(200);
        assertThat(from("192.0.2.2", signIn(right)).statusCode())
                .as("elsewhere")
                .isEqualTo(200);
    }

    @Test
    void on_this_machine_with_the_known_key_it_opens_by_itself_but_not_under_another_name() {
        api.close();
        automatic = Optional.of(Secret.of(KEY));
        api = start(Map.of());
        assertThat(api.send(api.request("/session")).body()).contains("\"automatic\":true");
        assertThat(status(signIn("{}"))).isEqualTo(200);
        HttpRequest.Builder mine = api.request("/admin/secret")
                .header(
                        "Cookie",
                        api.send(signIn("{}"))
                                .headers()
                                .firstValue("Set-Cookie")
                                .orElseThrow());
        for (int i = 0; i < 150; i++) {
            assertThat(status(signIn(i % 2 == 0 ? "{}" : "{\"api_key\": \"" + KEY + "\"}")))
                    .isEqualTo(200);
        }
        assertThat(status(mine)).as("others have signed in").isEqualTo(204);
        String rebound =
                "GET /session HTTP/1.1\r\nHost: evil.example:%d\r\nConnection: close\r\n\r\n".formatted(api.port());
        assertThat(api.raw(rebound)).startsWith("HTTP/1.1 421 ");
        api.close();
        api = start(Map.of("AEGIS_ALLOWED_HOSTS", "evil.example"));
        assertThat(api.raw(rebound.replaceAll(":\\d+", ""))).contains("\"automatic\":false");
    }

    @Test
    void behind_a_trusted_proxy_with_tls_the_cookie_is_secure() {
        assertThat(api.send(signIn("{\"api_key\": \"" + KEY + "\"}").header("X-Forwarded-Proto", "https"))
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .doesNotContain("Secure");
        api.close();
        api = start(Map.of("TRUSTED_PROXIES", "127.0.0.1"));
        assertThat(api.send(signIn("{\"api_key\": \"" + KEY + "\"}").header("X-Forwarded-Proto", "https"))
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .endsWith("; Secure");
        assertThat(cookie()).doesNotContain("Secure");
    }
}
