/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.PoolSizes;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.db.vectors.StaticVectors;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.RuleSet;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.online.feedback.LearnedAnimals;
import io.aegis.online.running.RealDatabase;
import io.aegis.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole application with both lanes: the built-in LLM in time and late, an operator's own rules, and what is counted. */
class LanesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void a_verdict_in_time_is_the_answer_and_is_counted() throws Exception {
        try (Application application = start(Map.of("MOCK_LLM_DELAY_MS", "1", "AI_TIMEOUT_SECONDS", "10"));
                HttpClient client = HttpClient.newHttpClient()) {
            long before = stats(client, application).path("ai").path("calls").asLong();

            JsonNode answer = post(client, application, "A verdict in time about the invoice");
            JsonNode ai = stats(client, application).path("ai");

            assertThat(answer.path("source").asText()).isEqualTo("ai");
            assertThat(answer.path("ai_provider").asText()).isEqualTo("mock-llm");
            assertThat(ai.path("calls").asLong()).isEqualTo(before + 1);
            assertThat(ai.path("circuit").path("mock-llm").path("state").asText())
                    .isEqualTo("closed");
            assertThat(get(client, application, "/metrics"))
                    .contains("aegis_llm_attempt_seconds_count{outcome=\"answered\",provider=\"mock-llm\"} 1");
        }
    }

    @Test
    void a_late_verdict_upgrades_its_row_and_is_counted_as_such() throws Exception {
        try (Application application = start(Map.of("MOCK_LLM_DELAY_MS", "2500", "AI_TIMEOUT_SECONDS", "2"));
                HttpClient client = HttpClient.newHttpClient()) {
            JsonNode before = stats(client, application).path("ai");

            JsonNode answer = post(client, application, "A late verdict about the invoice");
            assertThat(answer.path("source").asText()).isEqualTo("fallback");
            String path = "/feedback/" + answer.path("id").asText();
            await(() -> JSON.readTree(get(client, application, path))
                    .path("source")
                    .asText()
                    .equals("ai"));
            await(() ->
                    stats(client, application).path("ai").path("late_upgrades").asLong()
                            == before.path("late_upgrades").asLong() + 1);

            assertThat(stats(client, application).path("ai").path("timeouts").asLong())
                    .isEqualTo(before.path("timeouts").asLong() + 1);
            assertThat(get(client, application, "/metrics"))
                    .contains("aegis_llm_late_total{fate=\"upgraded\"} 1.0", "aegis_llm_missed_total{");
        }
    }

    @Test
    void wrong_rules_keep_it_from_starting_and_are_told_by_line() throws IOException {
        Path rules = Files.writeString(directory.resolve("rules.json"), "{\n  \"nonsense\"\n}");

        assertThat(begin(Map.of("RULES_FILE", rules.toString()))).isEqualTo(new Main.Failed(Main.WRONG_SETTINGS));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("RULES_FILE: ")
                .contains("line");
    }

    @Test
    void changed_rules_are_taken_over_while_it_runs() throws Exception {
        String builtIn = builtInRules();
        Path rules = Files.writeString(directory.resolve("rules.json"), builtIn);
        try (Application application = start(
                        Map.of("RULES_FILE", rules.toString(), "MOCK_LLM_DELAY_MS", "1", "AI_TIMEOUT_SECONDS", "10"));
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(evidence(client, application, "A zebra stood in the shop"))
                    .isEmpty();

            Files.writeString(
                    rules,
                    builtIn.replace(
                            "{\"id\": \"fee\",",
                            "{\"id\": \"zebra\", \"weight\": 1.0, \"patterns\": [\"zebra\"]}, {\"id\": \"fee\","));
            int[] tries = {0};
            await(() -> evidence(client, application, "A zebra came again, number " + tries[0]++)
                    .contains("zebra"));

            Files.writeString(rules, builtIn);
            await(() -> evidence(client, application, "A zebra went away, number " + tries[0]++)
                    .isEmpty());
        }
    }

    @Test
    void what_was_learned_answers_the_next_request_until_it_is_taken_back() throws Exception {
        RealDatabase real = RealDatabase.shared();
        Map<String, String> settings = new LinkedHashMap<>(real.settings());
        settings.put("ENABLE_MOCK_MODE", "false");
        try (Database database = Database.open(
                        DatabaseSettings.from(real.settings(), DatabaseAccount.BATCH),
                        PoolSizes.DEFAULT,
                        Ticker.system(),
                        new Random());
                Application application = start(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            JsonNode known = post(client, application, LearnedAnimals.BILLING);
            assertThat(known.path("ai_provider").asText()).isEqualTo("vader-regex");
            String id = known.path("id").asText();
            String other = post(client, application, LearnedAnimals.BILLING + " okapi")
                    .path("id")
                    .asText();
            Deadline deadline = Deadline.after(Ticker.system(), Duration.ofMinutes(1));
            new StaticVectors(database)
                    .store(
                            LearnedAnimals.table().model(),
                            LearnedAnimals.table().bytes(),
                            deadline);
            ModelArtifact artifact = LearnedAnimals.model(UUID.fromString(id), UUID.fromString(other));
            new ModelStore(database, Clock.systemUTC())
                    .add(
                            new NewModel(
                                    ModelKind.FEEDBACK,
                                    Optional.empty(),
                                    "{}",
                                    "{}",
                                    artifact.sha256(),
                                    artifact.bytes(),
                                    true),
                            deadline);

            int[] tries = {0};
            await(() -> provider(client, application, tries[0]++).equals("learned:v1"));
            JsonNode learned = post(client, application, "An okapi, at last");
            assertThat(learned.path("source").asText()).isEqualTo("fallback");
            assertThat(learned.path("topics")).extracting(JsonNode::asText).containsExactly("Billing");
            assertThat(learned.path("heuristic").path("evidence"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder("similar:" + id, "similar:" + other);
            String path = "/feedback/" + learned.path("id").asText();
            assertThat(JSON.readTree(get(client, application, path))
                            .path("ai_provider")
                            .asText())
                    .isEqualTo("learned:v1");

            HttpRequest rollback = request(application, "/api/v1/models/feedback/rollback")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(rollback, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            await(() -> provider(client, application, tries[0]++).equals("vader-regex"));
        }
    }

    private static String provider(HttpClient client, Application application, int number) throws Exception {
        return post(client, application, "An okapi, number " + number)
                .path("ai_provider")
                .asText();
    }

    private static String builtInRules() throws IOException {
        try (InputStream in = RuleSet.class.getResourceAsStream("rules.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> evidence(HttpClient client, Application application, String text) throws Exception {
        JsonNode heuristic = post(client, application, text).path("heuristic");
        assertThat(heuristic.isObject()).isTrue();
        return heuristic.path("evidence").valueStream().map(JsonNode::asText).toList();
    }

    private static JsonNode post(HttpClient client, Application application, String text) throws Exception {
        HttpRequest request = request(application, "/feedback")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"raw_content\": \"" + text + "\"}"))
                .build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static JsonNode stats(HttpClient client, Application application) throws Exception {
        return JSON.readTree(get(client, application, "/admin/stats"));
    }

    private static String get(HttpClient client, Application application, String path) throws Exception {
        return client.send(request(application, path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest.Builder request(Application application, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + path))
                .header("X-API-Key", "dev_api_key");
    }

    private Application start(Map<String, String> settings) {
        if (begin(settings) instanceof Main.Started(Application application)) {
            return application;
        }
        throw new AssertionError(err.toString(StandardCharsets.UTF_8));
    }

    private Main.Start begin(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(RealDatabase.shared().settings());
        all.putAll(Map.of("AEGIS_PORT", "0", "ENABLE_MOCK_MODE", "true"));
        all.putAll(settings);
        return Main.start(all, directory, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static void await(Callable<Boolean> condition) {
        Await.until("it comes", condition);
    }
}
