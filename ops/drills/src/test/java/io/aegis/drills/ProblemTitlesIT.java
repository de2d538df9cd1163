/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Both applications say one and the same of a problem: type, title, status, and all other members that do not depend on the request. */
@ResourceLock("SharedAegis")
@ExtendWith(SharedAegis.class)
class ProblemTitlesIT {

    private static final String KEY = "X-API-Key";
    private static final String OWN = "dev_api_key";

    private final Aegis aegis;
    private final HttpClient client = HttpClient.newHttpClient();

    ProblemTitlesIT(Aegis aegis) {
        this.aegis = aegis;
    }

    private HttpResponse<String> send(String application, String path, String method, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + aegis.port(application) + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What is the same of every problem of its kind, with the headers that say what to do. */
    private static List<String> told(HttpResponse<String> answer, boolean detail) throws IOException {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Api.JSON.readTree(answer.body());
        assertThat(problem.path("request_id").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        List<String> told = new ArrayList<>(List.of(
                problem.path("type").asText(),
                problem.path("title").asText(),
                problem.path("status").asText(),
                answer.headers().firstValue("WWW-Authenticate").orElse("")));
        if (detail) {
            told.add(problem.path("detail").asText());
        }
        return told;
    }

    private void assertSame(int status, boolean detail, String online, String batch, String method, String... headers)
            throws Exception {
        HttpResponse<String> one = send("online-api", online, method, headers);
        HttpResponse<String> other = send("batch-jobs", batch, method, headers);

        assertThat(one.statusCode()).as(one.body()).isEqualTo(status);
        assertThat(told(other, detail)).isEqualTo(told(one, detail));
    }

    @Test
    void whoever_lacks_a_key_or_a_role_is_told_the_same() throws Exception {
        assertSame(401, true, "/api/v1/series", "/jobs", "GET");
        assertSame(401, true, "/api/v1/series", "/jobs", "GET", KEY, "wrong");
        assertSame(403, true, "/api/v1/series", "/jobs", "POST", KEY, OWN, "Origin", "https://evil.example");
    }

    @Test
    void what_is_not_there_is_told_the_same() throws Exception {
        assertSame(404, true, "/nowhere", "/nowhere", "GET", KEY, OWN);
        assertSame(405, false, "/api/v1/series", "/jobs", "DELETE", KEY, OWN);
        assertSame(406, false, "/api/v1/series", "/jobs", "GET", KEY, OWN, "Accept", "image/png");
        assertSame(422, false, "/api/v1/series?limit=0", "/jobs/retention/executions?limit=0", "GET", KEY, OWN);
    }

    @Test
    void an_id_that_is_safe_to_log_is_kept_by_both() throws Exception {
        for (String application : List.of("online-api", "batch-jobs")) {
            assertThat(send(application, "/nowhere", "GET", KEY, OWN, "X-Request-Id", "drill-1")
                            .headers()
                            .firstValue("X-Request-Id"))
                    .contains("drill-1");
            assertThat(send(application, "/nowhere", "GET", KEY, OWN, "X-Request-Id", "drill 1")
                            .headers()
                            .firstValue("X-Request-Id")
                            .orElseThrow())
                    .hasSize(36);
        }
    }
}
