/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.batch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.keys.StoredKey;
import io.aegis.online.runtime.RunningApi;
import io.aegis.settings.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRoutesTest {

    /** Nobody waits for it but where it is what is tested. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final WireMockServer batch = new WireMockServer(options().dynamicPort());
    private BatchClient client;
    private RunningApi api;

    @BeforeEach
    void start() {
        batch.start();
        client = new BatchClient(URI.create(batch.baseUrl()), Secret.of("bootstrap"), TIMEOUT);
        api = new RunningApi(
                Map.of(),
                () -> List.of(StoredKey.ofKey("agent", new Caller("a", Set.of(Role.AGENT)))),
                () -> true,
                List.of(new BatchRoutes(client)));
    }

    @AfterEach
    void stop() {
        api.close();
        client.close();
        batch.stop();
    }

    @Test
    void passes_a_question_on_with_its_query_and_the_caller_s_key() {
        batch.stubFor(get(urlEqualTo("/jobs/feedback-import/executions?limit=2&cursor=7"))
                .withHeader("X-API-Key", equalTo("dev_api_key"))
                .withHeader("X-Request-Id", equalTo("mine"))
                .withHeader("X-Aegis-Actor", equalTo("KEY:bootstrap"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"items\":[]}")));

        HttpResponse<String> answer = api.send(api.request("/batch/jobs/feedback-import/executions?limit=2&cursor=7")
                .header("X-API-Key", "dev_api_key")
                .header("X-Request-Id", "mine"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"items\":[]}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void passes_a_launch_on_and_tells_where_the_execution_is() {
        batch.stubFor(post(urlEqualTo("/jobs/retention/executions"))
                .withRequestBody(equalToJson("{\"parameters\":{}}"))
                .willReturn(aResponse()
                        .withStatus(202)
                        .withHeader("Location", "/executions/5")
                        .withBody("{}")));

        HttpResponse<String> answer = admin("POST", "/batch/jobs/retention/executions", "{\"parameters\":{}}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/batch/executions/5");
    }

    @Test
    void passes_changes_and_the_other_side_s_problems_on() {
        batch.stubFor(patch(urlEqualTo("/schedules/retention"))
                .willReturn(aResponse()
                        .withStatus(503)
                        .withHeader("Retry-After", "2")
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"status\":503}")));

        HttpResponse<String> answer = admin("PATCH", "/batch/schedules/retention", "{\"enabled\":false}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void problems_are_about_the_path_that_was_asked_here() {
        batch.stubFor(
                patch(urlEqualTo("/schedules/x?a=b"))
                        .willReturn(
                                aResponse()
                                        .withStatus(404)
                                        .withHeader("Content-Type", "application/problem+json")
                                        .withBody(
                                                "{\"status\":404,\"detail\":\"None.\",\"instance\":\"/schedules/x\",\"request_id\":\"r\"}")));
        batch.stubFor(get(urlEqualTo("/schedules/broken"))
                .willReturn(aResponse()
                        .withStatus(500)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"instance")));

        assertThat(admin("PATCH", "/batch/schedules/x?a=b", "{}").body())
                .isEqualTo(
                        "{\"status\":404,\"detail\":\"None.\",\"instance\":\"/batch/schedules/x\",\"request_id\":\"r\"}");
        assertThat(api.send(api.request("/batch/schedules/broken").header("X-API-Key", "dev_api_key"))
                        .body())
                .isEqualTo("{\"instance");
    }

    @Test
    void needs_the_role_of_an_admin_and_asks_the_batch_application_nothing_before() {
        batch.stubFor(any(anyUrl()).willReturn(aResponse()));

        assertThat(api.send(api.request("/batch/jobs")).statusCode()).isEqualTo(401);
        assertThat(api.send(api.request("/batch/jobs").header("X-API-Key", "wrong"))
                        .statusCode())
                .isEqualTo(401);
        batch.verify(0, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/batch/../admin/stats", "/batch//jobs", "/batch/jobs;a=b", "/batch/%2e%2e/jobs"})
    void does_not_pass_detours_on(String path) {
        batch.stubFor(any(anyUrl()).willReturn(aResponse()));
        String raw = api.raw(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: dev_api_key\r\nConnection: close\r\n\r\n");

        assertThat(raw).as(path).startsWith("HTTP/1.1 400");
        batch.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void says_that_the_batch_application_is_away() {
        batch.stop();

        HttpResponse<String> answer = api.get("/batch/jobs");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("urn:aegis:problem:unavailable").doesNotContain("Exception");
    }

    @Test
    void does_not_wait_longer_than_its_patience() {
        batch.stubFor(get(urlEqualTo("/jobs")).willReturn(aResponse().withFixedDelay(60_000)));

        try (BatchClient impatient =
                        new BatchClient(URI.create(batch.baseUrl()), Secret.of("bootstrap"), Duration.ofMillis(50));
                RunningApi other = RunningApi.with(new BatchRoutes(impatient))) {
            assertThat(other.get("/batch/jobs").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void one_that_is_stopped_is_not_waited_for() {
        batch.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));

        long begun = System.nanoTime();
        HttpResponse<String> answer = api.get("/batch/jobs");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.dividedBy(2));
    }

    @Test
    void one_that_is_slow_but_lives_is_waited_for() {
        batch.stubFor(get(urlEqualTo("/jobs")).willReturn(aResponse().withFixedDelay(1_500)));
        batch.stubFor(get(urlEqualTo("/health/live")).willReturn(aResponse()));

        assertThat(api.get("/batch/jobs").statusCode()).isEqualTo(200);
        batch.verify(1, getRequestedFor(urlEqualTo("/health/live")));
    }

    @Test
    void refuses_answers_and_bodies_that_are_too_long() {
        batch.stubFor(get(urlEqualTo("/jobs"))
                .willReturn(aResponse().withBody("x".repeat((int) BatchClient.MOST_BYTES + 1))));

        assertThat(api.get("/batch/jobs").statusCode()).isEqualTo(503);
        assertThat(admin("POST", "/batch/jobs/a/executions", "x".repeat(65_537)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void answers_head_without_a_body() {
        batch.stubFor(any(urlEqualTo("/jobs")).willReturn(aResponse()));

        HttpResponse<String> answer = api.send(
                api.request("/batch/jobs").header("X-API-Key", "dev_api_key").HEAD());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<String> admin(String method, String path, String json) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }
}
