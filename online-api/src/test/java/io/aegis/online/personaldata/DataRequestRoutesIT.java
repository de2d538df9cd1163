/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.ParallelReads;
import io.aegis.db.PoolSizes;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.overview.DimensionTrends;
import io.aegis.db.overview.QualityQueries;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.personaldata.LeftoverErasure;
import io.aegis.db.personaldata.SubjectExport;
import io.aegis.db.personaldata.SubjectSearch;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.online.overview.TrendRoutes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopics;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was exported arrives whole, and what came moves the trends, on a real database. */
class DataRequestRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Instant ONCE = Instant.parse("2031-03-05T12:00:00Z");

    private final Ticker ticker = Ticker.system();
    private final RealDatabase real = RealDatabase.shared();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Database database;
    private RunningApi api;

    @BeforeEach
    void open() {
        Map<String, String> settings = real.settings();
        database = Database.open(
                OnlineSettings.from(Environment.of(settings, Path.of("target")))
                        .database()
                        .online(),
                PoolSizes.DEFAULT,
                ticker,
                new Random());
        DataRequests requests = new DataRequests(database, UuidCreator::getTimeOrderedEpoch, new Random());
        CurrentOwnTopics topics = new CurrentOwnTopics(_ -> Optional.empty(), TopicRuleCompiler.load());
        TrendRoutes trends = new TrendRoutes(
                new DimensionTrends(new ParallelReads(database, threads)),
                new GroupQueries(database, Clock.fixed(ONCE, ZoneOffset.UTC)),
                new QualityQueries(database),
                topics,
                Clock.fixed(ONCE, ZoneOffset.UTC),
                ticker);
        api = new RunningApi(
                settings, List::of, () -> true, _ -> List.of(new DataRequestRoutes(requests, ticker), trends));
    }

    @AfterEach
    void close() {
        api.close();
        threads.close();
        database.close();
    }

    private Deadline ample() {
        return Deadline.after(ticker, Duration.ofSeconds(20));
    }

    private HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private void sixtyTexts(String customer) throws Exception {
        real.change("INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent,"
                + " priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                + " vader_compound, adjusted_compound, evidence, language, needs_review, last_submitted_at, created_at,"
                + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), CONCAT('Text ', seq), CONCAT('Text ', seq),"
                + " 'NEUTRAL', 1, FALSE, 'LOW', 'FINANCE', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', 'eo', FALSE,"
                + " '2031-03-05 11:00:00', '2031-03-05 11:00:00', '2031-03-05 11:00:00' FROM seq_1_to_60");
        real.change(
                "INSERT INTO submission (feedback_id, submitted_at, id, customer_ref) SELECT id, created_at, UUID(), '"
                        + customer + "' FROM feedback");
    }

    @Test
    void what_is_known_of_a_customer_arrives_whole_once_it_is_there() throws Exception {
        String customer = "cust-" + UUID.randomUUID();
        sixtyTexts(customer);
        HttpResponse<String> asked =
                sent("POST", "/admin/data-requests", "{\"kind\": \"export\", \"customer_ref\": \"" + customer + "\"}");
        assertThat(asked.statusCode()).isEqualTo(202);
        String status = asked.headers().firstValue("Location").orElseThrow();
        assertThat(JSON.readTree(sent("GET", status, "").body()).path("state").asText())
                .isEqualTo("QUEUED");
        assertThat(sent("GET", status + "/export.json", "").statusCode()).isEqualTo(409);

        UUID id = UUID.fromString(JSON.readTree(asked.body()).path("id").asText());
        SubjectSearch search = new SubjectSearch(database);
        while (search.some(id, ample()).more()) {
            // The next ones.
        }
        SubjectExport export = new SubjectExport(database, CurrentOwnTopics.fixed(OwnTopics.NONE));
        while (export.some(id, ample()).more()) {
            // The next ones.
        }

        JsonNode done = JSON.readTree(sent("GET", status, "").body());
        assertThat(done.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(done.at("/counts/texts_exported").asInt()).isEqualTo(60);
        JsonNode exported =
                JSON.readTree(sent("GET", done.path("export_url").asText(), "").body());
        assertThat(exported.path("items")).hasSize(60);
        assertThat(exported.at("/items/59/submissions/0/customer_ref").asText()).isEqualTo(customer);

        LeftoverErasure erasure = new LeftoverErasure(database);
        String erase = sent(
                        "POST",
                        "/admin/data-requests",
                        "{\"kind\": \"erasure\", \"customer_ref\": \"" + customer + "\"}")
                .body();
        UUID erasing = UUID.fromString(JSON.readTree(erase).path("id").asText());
        erasure.exports(erasing, ample());
        assertThat(JSON.readTree(sent("GET", status, "").body())
                        .path("export_url")
                        .isNull())
                .as("what went is not offered")
                .isTrue();
        erasure.seal(erasing, ample());
        HttpResponse<String> gone = sent("GET", status + "/export.json", "");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(gone.body()).path("detail").asText()).contains("erased");

        JsonNode languages = JSON.readTree(
                sent("GET", "/admin/trends/language?range=24h", "").body());
        assertThat(languages.at("/items/0/name").asText()).isEqualTo("eo");
        assertThat(languages.at("/items/0/before").asInt()).isZero();
        assertThat(sent("GET", "/admin/trends/language/csv?range=24h", "").body())
                .contains("\neo,60,0,");
        assertThat(sent("GET", "/admin/trends/own_topic?range=24h", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void who_it_is_about_is_told_in_exactly_one_way() {
        for (String body : List.of(
                "{\"kind\": \"erasure\"}",
                "{\"kind\": \"erasure\", \"customer_ref\": \"a\", \"address\": \"anna@example.org\"}",
                "{\"kind\": \"erasure\", \"customer_ref\": \" \"}",
                "{\"kind\": \"erasure\", \"address\": \"a@b\"}",
                "{\"kind\": \"erasure\", \"address\": \"e\u0301e\u0301ab\"}",
                "{\"kind\": \"forget\", \"customer_ref\": \"a\"}",
                "{\"customer_ref\": \"a\"}")) {
            assertThat(sent("POST", "/admin/data-requests", body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
    }
}
