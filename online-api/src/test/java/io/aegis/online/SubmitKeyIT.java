/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.keys.Role;
import io.aegis.testing.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole application where intake is not public: what the keys of those who only send are good for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmitKeyIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private String shop = "";
    private String stranger = "";
    private String agent = "";
    private final PrivateIntake product = new PrivateIntake();

    @BeforeAll
    void start() throws Exception {
        shop = product.key(Role.SUBMIT);
        stranger = product.key(Role.SUBMIT);
        agent = product.key(Role.AGENT);
        product.start();
        Await.until(
                "keys are known",
                () -> send("GET", "/feedback", Optional.of(agent), "").statusCode() == 200);
    }

    @AfterAll
    void close() {
        client.close();
        product.close();
    }

    private HttpResponse<String> send(String method, String path, Optional<String> key, String body) throws Exception {
        HttpRequest request = product.request(path, key)
                .header("Content-Type", body.startsWith("{") ? "application/json" : "text/csv")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode uploaded(String key, String csv) throws Exception {
        HttpResponse<String> answer = send("POST", "/feedback/batch_csv", Optional.of(key), csv);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private int status(String path, Optional<String> key) throws Exception {
        return send("GET", path, key, "").statusCode();
    }

    @Test
    void who_uploaded_a_file_follows_its_status_url_and_no_stranger_does() throws Exception {
        String url = uploaded(shop, "text\nThe parcel of this shop is late\n")
                .path("status_url")
                .asText();

        HttpResponse<String> told = send("GET", url, Optional.of(shop), "");
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(JSON.readTree(told.body()).path("status").asText()).isEqualTo("QUEUED");
        assertThat(status(url, Optional.of(agent))).isEqualTo(200);
        assertThat(status(url, Optional.empty())).isEqualTo(401);
        assertThat(status(url, Optional.of("wrong"))).isEqualTo(401);
        assertThat(status(url, Optional.of(stranger)))
                .as("as if there were none")
                .isEqualTo(404);
        assertThat(status("/feedback/imports", Optional.of(shop))).isEqualTo(403);
    }

    @Test
    void the_same_file_of_another_sender_is_followed_by_an_url_of_its_own() throws Exception {
        String csv = "text\nTwo senders have this very file\n";
        JsonNode first = uploaded(shop, csv);
        JsonNode second = uploaded(stranger, csv);

        assertThat(second.path("import_id").asText())
                .isEqualTo(first.path("import_id").asText());
        String own = second.path("status_url").asText();
        assertThat(status(own, Optional.of(stranger))).isEqualTo(200);
        assertThat(status(first.path("status_url").asText(), Optional.of(stranger)))
                .as("the id alone")
                .isEqualTo(404);
        assertThat(status(own, Optional.empty())).isEqualTo(401);
    }

    @Test
    void an_agent_may_submit_too() throws Exception {
        String feedback = "{\"raw_content\": \"An agent writes down what a customer said on the phone\"}";
        assertThat(send("POST", "/feedback", Optional.of(agent), feedback).statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/feedback", Optional.of(shop), feedback).statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/feedback", Optional.empty(), feedback).statusCode())
                .isEqualTo(401);
        assertThat(status("/feedback", Optional.of(shop))).isEqualTo(403);
    }
}
