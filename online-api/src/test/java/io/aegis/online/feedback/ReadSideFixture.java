/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.deadline.Ticker;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The API over feedback that was posted, on a real database. */
@ResourceLock("ReadSideFixture")
abstract class ReadSideFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String CHARGED = "I was charged twice and support ignores me!";
    static Database database;
    static RunningApi runtime;

    @BeforeAll
    static void open() {
        Map<String, String> settings = FeedbackSide.settings(RealDatabase.shared());
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        runtime = new RunningApi(
                settings,
                List::of,
                () -> true,
                any -> FeedbackSide.of(any, checked, database).routes());
    }

    @AfterAll
    static void close() {
        runtime.close();
        database.close();
    }

    static HttpResponse<String> patch(String path) {
        return runtime.send(runtime.request(path).method("PATCH", BodyPublishers.noBody()));
    }

    static HttpResponse<String> patch(String path, String body) {
        return runtime.send(runtime.request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
