/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.keys.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sample data in the whole application: every page has something of it, and it goes without a trace but in the audit log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleDataIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/admin/sample-data";
    private static final String TEXT = "Keyboard shortcuts save me an hour a week, please add more of them.";

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrivateIntake product = new PrivateIntake();
    private String admin = "";

    @BeforeAll
    void start() throws Exception {
        admin = product.key(Role.ADMIN);
        product.start();
    }

    @AfterAll
    void close() {
        client.close();
        product.close();
    }

    private JsonNode sent(String method, String path, String json, int status)
            throws IOException, InterruptedException {
        HttpRequest request = product.request(path, Optional.of(admin))
                .header("X-Aegis-Request", "1")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return sent("GET", path, "", 200);
    }

    private JsonNode series() throws IOException, InterruptedException {
        return get("/api/v1/series?q=sample-payments").path("items");
    }

    @Test
    void it_is_loaded_shown_everywhere_and_removed_whole() throws Exception {
        sent("DELETE", PATH, "", 200);
        long before = get("/admin/stats").path("total").asLong();
        JsonNode mine = sent("POST", "/feedback", "{\"raw_content\": \"" + TEXT + "\"}", 201);

        assertThat(sent("POST", PATH, "", 201).path("state").asText()).isEqualTo("loaded");
        assertThat(sent("POST", PATH, "", 200).path("feedback").asInt()).isEqualTo(200);

        assertThat(get("/admin/stats").path("total").asLong()).isEqualTo(before + 201);
        JsonNode same =
                get("/feedback?tag=sample&q=Keyboard%20shortcuts%20save").path("items");
        assertThat(same).hasSize(1);
        assertThat(same.path(0).path("id")).isNotEqualTo(mine.path("id"));
        assertThat(same.path(0).path("raw_content").asText()).isEqualTo(TEXT);
        assertThat(get("/admin/reviews").path("items")).isNotEmpty();
        assertThat(series()).hasSize(4);
        String slow = "";
        for (JsonNode each : series()) {
            slow = each.path("metric_type").asText().equals("response_time")
                    ? each.path("id").asText()
                    : slow;
        }
        JsonNode found = get("/api/v1/predictions?detected=true&series=" + slow).path("items");
        assertThat(found).isNotEmpty();
        String finding = "/api/v1/predictions/" + found.path(0).path("id").asText();
        get(finding);
        assertThat(get("/api/v1/predictions?kind=failure&detected=true")
                        .path("items")
                        .toString())
                .contains("sample-");

        JsonNode gone = sent("DELETE", PATH, "", 200);
        assertThat(gone.path("state").asText()).isEqualTo("none");
        assertThat(gone.path("feedback").asInt()).isZero();
        assertThat(get("/admin/stats").path("total").asLong()).isEqualTo(before + 1);
        assertThat(get("/feedback?tag=sample").path("items")).isEmpty();
        assertThat(get("/feedback/" + mine.path("id").asText())
                        .path("raw_content")
                        .asText())
                .isEqualTo(TEXT);
        assertThat(series()).isEmpty();
        sent("GET", finding, "", 404);
        assertThat(get("/admin/audit?action=sample_data").path("items")).hasSizeGreaterThanOrEqualTo(2);
    }
}
