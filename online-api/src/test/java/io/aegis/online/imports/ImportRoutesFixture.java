/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.Secret;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The routes of imports on a real database, and what their tests send. */
@ResourceLock("ImportRoutesFixture")
abstract class ImportRoutesFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final AtomicBoolean DISK_FULL = new AtomicBoolean();

    static RealDatabase real;
    static Database database;
    static RunningApi api;
    static ImportProgress progress;

    @BeforeAll
    static void open() {
        real = RealDatabase.shared();
        Map<String, String> settings = real.settings();
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        progress = new ImportProgress(
                database,
                new FeedbackBulk(
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                        Clock.systemUTC(),
                        UuidCreator::getTimeOrderedEpoch));
        api = RunningApi.with(new ImportRoutes(
                new ImportStaging(database, UuidCreator::getTimeOrderedEpoch),
                new ImportQueries(database),
                new ImportIds(Secret.of("s"), UuidCreator::getTimeOrderedEpoch),
                DISK_FULL::get,
                Ticker.system()));
    }

    @AfterAll
    static void close() {
        api.close();
        database.close();
    }

    static Deadline ample() {
        return Deadline.after(Ticker.system(), Duration.ofSeconds(20));
    }

    static HttpResponse<String> send(String query, String type, byte[] body) {
        return api.send(api.request("/feedback/batch_csv" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    static JsonNode sent(String query, String type, byte[] body) throws Exception {
        HttpResponse<String> response = send(query, type, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body());
    }

    static byte[] csv(String text) {
        return ("text\n" + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode progressOf(JsonNode sent) throws Exception {
        return JSON.readTree(api.get(sent.path("status_url").asText()).body());
    }

    static String staged(JsonNode sent) throws Exception {
        UUID id = UUID.fromString(sent.path("import_id").asText());
        return new String(progress.piece(id, 0, ample()).orElseThrow(), StandardCharsets.UTF_8);
    }

    static JsonNode map(JsonNode sent, String body, int status) throws Exception {
        HttpResponse<String> answer = api.send(
                api.request("/feedback/imports/" + sent.path("import_id").asText() + "/mapping")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    static HttpResponse<String> preview(String query, byte[] body) {
        return api.send(api.request("/feedback/imports/preview" + query)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Whether there are so many unfinished uploads, sooner or later. */
    static boolean comesTo(long uploads) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (uploading() != uploads && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return uploading() == uploads;
    }

    static long uploading() throws Exception {
        return real.number("SELECT COUNT(*) FROM feedback_import WHERE status = 'UPLOADING'");
    }
}
