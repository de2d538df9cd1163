package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.faults.FaultWall;
import io.aegis.online.running.ApiProcess.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault that a provider can have, met by a real process: the heuristic answers in time, and nothing leaks. */
class BrokenProvidersIT {

    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static FaultWall wall;
    private static RealDatabase database;

    @BeforeAll
    static void start() {
        wall = FaultWall.start(0);
        database = RealDatabase.shared();
    }

    @AfterAll
    static void stop() {
        wall.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slow-2000",
                "silent",
                "drip",
                "reset",
                "cut",
                "redirect",
                "400",
                "401",
                "402",
                "403",
                "429",
                "429-retry-2",
                "quota",
                "500",
                "503",
                "503-retry-1",
                "html",
                "garbage",
                "no-choices",
                "empty",
                "refusal",
                "truncated",
                "prose",
                "off-vocabulary",
                "no-topics",
                "wrong-type",
                "huge"
            })
    void whatever_the_provider_does_the_heuristic_answers_in_time_and_nothing_leaks(String fault) throws Exception {
        try (ApiProcess api = ApiProcess.start(database, ConcurrentPostsIT.llm(wall, fault))) {
            for (int i = 0; i < 8; i++) {
                Reply reply = api.post("With " + fault + " the invoice number " + i + " was wrong");

                assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
                assertThat(reply.body().path("source").asText()).isEqualTo("fallback");
                assertThat(reply.body().path("ai_provider").asText()).isEqualTo("vader-regex");
                assertThat(serverTotal(reply)).as(reply.toString()).isLessThan(DEADLINE);
            }
            assertThat(wall.calls(fault)).isPositive();
            // A call holds its permit until it really ends; the longest silence that is borne is ten seconds.
            Eventually.holds(
                    "permits and connections are back",
                    Duration.ofSeconds(20),
                    () -> api.meter("aegis_llm_permits") == 50
                            && api.meter("aegis_llm_harvesting") == 0
                            && api.meter("aegis_feedback_flights") == 0);
            assertThat(api.log()).doesNotContain("invoice number");
        }
    }

    @Test
    void an_llm_in_time_wins_from_the_very_first_request() throws Exception {
        try (ApiProcess api = ApiProcess.start(database, ConcurrentPostsIT.llm(wall, "ok"))) {
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

            Eventually.holds(
                    "the row is upgraded",
                    Duration.ofSeconds(10),
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
        try (ApiProcess api = ApiProcess.start(database, settings)) {
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
            for (int i = 0; i < 20; i++) {
                assertThat(api.post("The key is still revoked, says text " + i)
                                .header("Server-Timing")
                                .orElseThrow())
                        .contains("llm;dur=0.0");
            }
            assertThat(wall.calls("401")).isEqualTo(calls);
        }
    }

    private static Duration serverTotal(Reply reply) {
        String timing = reply.header("Server-Timing").orElseThrow();
        String total = timing.substring(timing.indexOf("total;dur=") + "total;dur=".length());
        return Duration.ofNanos((long) (Double.parseDouble(total) * 1_000_000));
    }
}
