/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.faults.FaultWall;
import io.aegis.online.running.ApiProcess.Reply;
import io.aegis.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every fault that a provider can have, met by a real process: the heuristic answers in time, and nothing leaks. Most of the time goes
 * into waiting for silent providers, so that three processes at once take little longer than one.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenProvidersIT {

    private static final Duration DEADLINE = Duration.ofMillis(500);

    /** As long as the most silent of the providers is borne. */
    private static final Duration FAR_TOO_LATE = Duration.ofSeconds(10);

    private static RealDatabase database;

    /** Each test counts the calls to its own. */
    private final FaultWall wall = FaultWall.start(0);

    @BeforeAll
    static void start() {
        database = RealDatabase.shared();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @AfterEach
    void close() {
        wall.close();
    }

    /** Two providers share a process, which takes longer to start than all calls to both. */
    @ParameterizedTest
    @CsvSource({
        "reset, slow-2000",
        "cut, silent",
        "redirect, drip",
        "400, 401",
        "402, 403",
        "429, 429-retry-2",
        "quota, 500",
        "503, 503-retry-1",
        "html, garbage",
        "no-choices, empty",
        "truncated, off-vocabulary",
        "no-topics, wrong-type",
        "two-objects, huge"
    })
    void whatever_the_providers_do_the_heuristic_answers_in_time_and_nothing_leaks(String fault, String next)
            throws Exception {
        Map<String, String> settings = Map.of(
                "GROQ_BASE_URL",
                wall.baseUrl(),
                "GROQ_API_KEY",
                "any",
                "GROQ_MODEL",
                fault,
                "OPENAI_BASE_URL",
                wall.baseUrl(),
                "OPENAI_API_KEY",
                "any",
                "OPENAI_MODEL",
                next);
        try (ApiProcess api = ApiProcess.start(database, settings)) {
            List<Duration> totals = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Reply reply = api.post("With " + fault + " the invoice number " + i + " was wrong");

                assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
                assertThat(reply.body().path("source").asText()).isEqualTo("fallback");
                assertThat(reply.body().path("ai_provider").asText()).isEqualTo("vader-regex");
                totals.add(serverTotal(reply));
            }
            // Not each of them: the machine does other things too.
            assertThat(totals)
                    .anyMatch(total -> total.compareTo(DEADLINE) < 0)
                    .allMatch(total -> total.compareTo(FAR_TOO_LATE) < 0);
            Await.until("both are asked", () -> wall.calls(fault) > 0 && wall.calls(next) > 0);
            // A call holds its permit until it really ends; the longest silence that is borne is ten seconds.
            Await.until(
                    "permits and connections are back",
                    () -> api.meter("aegis_llm_permits") == 50
                            && api.meter("aegis_llm_pending") == 0
                            && api.meter("aegis_feedback_flights") == 0);
            assertThat(api.log()).doesNotContain("invoice number");
        }
    }

    /** One process meets them all: what is learned from one of these servers does no harm with the next. */
    @Test
    void what_servers_do_differently_costs_no_answer_and_a_refusal_is_kept_with_its_text() throws Exception {
        try (ApiProcess api = ApiProcess.start(database, patient(ConcurrentPostsIT.llm(wall, "by-text")))) {
            for (String habit : List.of(
                    "fence",
                    "prose",
                    "think",
                    "think-closed",
                    "parts",
                    "reasoning",
                    "no-json-object",
                    "no-temperature")) {
                Reply reply = api.post("Of [fault " + habit + "] the invoice was wrong");
                assertThat(reply.body().path("source").asText()).as(habit).isEqualTo("ai");
                assertThat(reply.body().path("ai_refused").asBoolean()).isFalse();
            }
            assertThat(api.post("Of [fault picky] the invoice was wrong").status())
                    .isEqualTo(201);
            for (String refusal : List.of("content-filter", "filtered", "refusal", "apology")) {
                Reply reply = api.post("Of [fault " + refusal + "] the invoice was wrong");
                assertThat(reply.body().path("source").asText()).as(refusal).isEqualTo("fallback");
                assertThat(reply.body().path("ai_refused").asBoolean()).isTrue();
                Reply stored = api.send(api.request("/feedback/" + reply.id()));
                assertThat(stored.body().path("ai_refused").asBoolean()).isTrue();
            }
            assertThat(api.post("Of [fault two-objects] the invoice was wrong")
                            .body()
                            .path("source")
                            .asText())
                    .isEqualTo("fallback");
            JsonNode ai = api.send(api.request("/admin/stats")).body().path("ai");
            assertThat(ai.at("/circuit/openai:by-text/state").asText()).isEqualTo("closed");
            assertThat(ai.at("/requests/openai:by-text/temperature").asBoolean())
                    .isFalse();
            assertThat(ai.at("/requests/openai:by-text/steps").asInt()).isGreaterThanOrEqualTo(3);
            assertThat(api.log()).doesNotContain("the invoice was wrong").contains("from now on it is asked with");
        }
    }

    @Test
    void azure_answers_and_what_a_server_quotes_is_not_told_on() throws Exception {
        Map<String, String> settings = Map.of(
                "GROQ_BASE_URL", wall.baseUrl(),
                "GROQ_API_KEY", "gsk-very-secret-key",
                "GROQ_MODEL", "quoting",
                "OPENAI_BASE_URL", "http://127.0.0.1:" + wall.port() + "/openai/deployments/d1?api-version=2024-06-01",
                "OPENAI_API_KEY", "any",
                "OPENAI_MODEL", "azure");
        try (ApiProcess api = ApiProcess.start(database, patient(settings))) {
            for (int i = 0; i < 4; i++) {
                Reply reply = api.post("Azure answers text " + i + " about the invoice of Beatrice");
                assertThat(reply.body().path("ai_provider").asText()).isEqualTo("openai:azure");
            }
            JsonNode problems = api.send(api.request("/admin/problems")).body();
            assertThat(problems.toString())
                    .contains("groq:quoting is cut off", "HTTP 400, invalid_request", "cannot process")
                    .doesNotContain("very-secret", "Beatrice");
            assertThat(api.log()).doesNotContain("Beatrice").doesNotContain("very-secret");
        }
    }

    @Test
    void an_llm_in_time_wins_from_the_very_first_request() throws Exception {
        try (ApiProcess api = ApiProcess.start(database, patient(ConcurrentPostsIT.llm(wall, "ok")))) {
            Reply reply = api.post("The very first text asks why the invoice is wrong");

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.body().path("source").asText()).isEqualTo("ai");
            assertThat(reply.body().path("ai_provider").asText()).isEqualTo("openai:ok");
        }
    }

    @Test
    void a_late_answer_upgrades_the_row_with_one_call() throws Exception {
        try (ApiProcess api = ApiProcess.start(database, ConcurrentPostsIT.llm(wall, "slow-1500"))) {
            int before = wall.calls("slow-1500");
            Reply reply = api.post("A late answer about my invoice is still an answer");
            assertThat(reply.body().path("source").asText()).isEqualTo("fallback");

            Await.until(
                    "the row is upgraded",
                    () -> database.number("SELECT COUNT(*) FROM feedback WHERE source = 'AI' AND id = ?", reply.id())
                            == 1);
            assertThat(wall.calls("slow-1500") - before).isEqualTo(1);
        }
    }

    @Test
    void when_the_first_provider_is_broken_the_next_one_answers() throws Exception {
        Map<String, String> settings = Map.of(
                "GROQ_BASE_URL", wall.baseUrl(),
                "GROQ_API_KEY", "any",
                "GROQ_MODEL", "402",
                "OPENAI_BASE_URL", wall.baseUrl(),
                "OPENAI_API_KEY", "any",
                "OPENAI_MODEL", "ok");
        try (ApiProcess api = ApiProcess.start(database, patient(settings))) {
            int before = wall.calls("402");
            for (int i = 0; i < 5; i++) {
                Reply reply = api.post("Of two providers one is broke, text " + i);
                assertThat(reply.body().path("ai_provider").asText()).isEqualTo("openai:ok");
            }
            assertThat(wall.calls("402") - before)
                    .as("an exhausted quota is asked once")
                    .isEqualTo(1);
        }
    }

    @Test
    void an_open_circuit_costs_a_request_nothing() throws Exception {
        try (ApiProcess api = ApiProcess.start(database, ConcurrentPostsIT.llm(wall, "401"))) {
            api.post("The key is revoked, says the first text");
            int calls = wall.calls("401");
            List<String> timings = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                timings.add(api.post("The key is still revoked, says text " + i)
                        .header("Server-Timing")
                        .orElseThrow());
            }
            assertThat(timings)
                    .as("less than .1 ms, unless the machine does other things")
                    .anyMatch(timing -> timing.contains("llm;dur=0.0"));
            assertThat(wall.calls("401")).isEqualTo(calls);
        }
    }

    /** These with a deadline that a machine with other things to do meets too, where it is not the deadline that is tested. */
    private static Map<String, String> patient(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("AI_TIMEOUT_SECONDS", "20");
        return all;
    }

    private static Duration serverTotal(Reply reply) {
        String timing = reply.header("Server-Timing").orElseThrow();
        String total = timing.substring(timing.indexOf("total;dur=") + "total;dur=".length());
        return Duration.ofNanos((long) (Double.parseDouble(total) * 1_000_000));
    }
}
