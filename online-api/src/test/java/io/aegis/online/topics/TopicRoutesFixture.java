/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.deadline.Ticker;
import io.aegis.online.feedback.FeedbackSide;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The API with own topics, on a real database of each test's own. */
abstract class TopicRoutesFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String PARCELS = """
            {"name": "Late parcels", "department": "Logistics", "colour": "#0F766E",
             "rules": [{"patterns": ["parcel|package ..4 late", "where is my parcel"], "negatable": true}]}""";
    static final String LATE = "My parcel was terribly late, again";

    Database database;
    Map<String, String> settings;
    RunningApi api;

    @BeforeEach
    void open() {
        settings = FeedbackSide.settings(RealDatabase.shared());
        database = Database.open(checked().database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        api = replica();
    }

    OnlineSettings checked() {
        return OnlineSettings.from(Environment.of(settings, Path.of("target")));
    }

    RunningApi replica() {
        return new RunningApi(settings, List::of, () -> true, runtime -> modules(runtime, checked()));
    }

    List<Routes> modules(ApiRuntime runtime, OnlineSettings settings) {
        FeedbackSide feedback = FeedbackSide.of(runtime, settings, database);
        return feedback.and(feedback.topics().routes());
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String body) {
        return sent("PUT", "/admin/topics", body);
    }

    HttpResponse<String> preview(String body) {
        return sent("POST", "/admin/topics/preview", body);
    }

    HttpResponse<String> put(long version, String... topics) {
        return put("{\"version\": " + version + ", \"topics\": [" + String.join(", ", topics) + "]}");
    }

    JsonNode posted(String text) {
        return json(api.post("/feedback", "{\"raw_content\": \"" + text + "\"}"));
    }

    JsonNode listed(String topic) {
        return json(api.get("/feedback?own_topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8)))
                .path("items");
    }

    static List<String> errors(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        return json(response).path("errors").findValuesAsText("field");
    }

    static List<String> inUse(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(409);
        return json(response).path("errors").findValuesAsText("message");
    }
}
