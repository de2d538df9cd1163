/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.circuit.CircuitSnapshot;
import io.aegis.deadline.Ticker;
import io.aegis.faults.FaultWall;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lane against everything that a provider can do to it. */
class LlmAnalyzerFaultsTest {

    private static final Labels EXPECTED = new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), false);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FaultWall wall = FaultWall.start(0);

    /** So that the first call does not time out while it loads its classes. */
    @BeforeAll
    static void warm_up() {
        LlmWarmup.run(Ticker.system());
    }

    @AfterEach
    void close_the_wall() {
        wall.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, AUTH",
        "402, QUOTA",
        "403, AUTH",
        "no-such-model, REFUSED",
        "429, RATE_LIMIT",
        "429-retry-7, RATE_LIMIT",
        "quota, QUOTA",
        "500, SERVER",
        "503, SERVER",
        "503-retry-0, SERVER",
        "html, SERVER",
        "silent, TIMEOUT",
        "drip, TIMEOUT",
        "slow-60000, TIMEOUT",
        "reset, NETWORK",
        "cut, NETWORK",
        "redirect, REFUSED",
        "garbage, BAD_ANSWER",
        "no-choices, BAD_ANSWER",
        "empty, BAD_ANSWER",
        "truncated, BAD_ANSWER",
        "two-objects, BAD_ANSWER",
        "off-vocabulary, BAD_ANSWER",
        "no-topics, BAD_ANSWER",
        "wrong-type, BAD_ANSWER",
        "long, BAD_ANSWER",
        "huge, BAD_ANSWER"
    })
    void a_fault_is_told_by_its_kind_and_falls_over_to_the_next_provider(String model, LlmFailure failure) {
        RecordedEvents events = new RecordedEvents();
        LlmSettings chain = Lanes.settings(wall, model, "ok");
        LlmSettings settings = failure == LlmFailure.TIMEOUT ? chain.withAnswerLimit(SHORT) : chain;
        try (LlmAnalyzer lane = new LlmAnalyzer(settings, Lanes.runtime(Ticker.system()), events)) {
            assertThat(Lanes.ask(lane)).isInstanceOfSatisfying(LlmOutcome.Answered.class, answered -> {
                assertThat(answered.verdict().provider()).isEqualTo("openai:ok");
                assertThat(answered.verdict().labels()).isEqualTo(EXPECTED);
            });
            assertThat(events.attempts())
                    .extracting(
                            LlmAttempt::provider,
                            attempt -> attempt.failure().map(Enum::name).orElse("none"))
                    .containsExactly(tuple("groq:" + model, failure.name()), tuple("openai:ok", "none"));
            assertThat(lane.freePermits()).isEqualTo(50);
        }
        assertThat(wall.calls(model)).isEqualTo(1);
        assertThat(wall.calls("elsewhere")).isZero();
        Lanes.eventually(() -> wall.openConnections() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "slow-300",
                "extra",
                "no-confidence",
                "obey",
                "gpt-4o-mini",
                "flaky-3",
                "fence",
                "prose",
                "think",
                "think-closed",
                "parts",
                "reasoning",
                "by-text"
            })
    void an_answer_in_the_vocabulary_is_a_verdict(String model) {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, model))) {
            assertThat(Lanes.ask(lane))
                    .isInstanceOfSatisfying(
                            LlmOutcome.Answered.class,
                            answered -> assertThat(answered.verdict().labels()).isEqualTo(EXPECTED));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-json-object,              JSON_SCHEMA, MAX_TOKENS,            true,  1",
        "gpt-4o-no-json-schema,       JSON_OBJECT, MAX_TOKENS,            true,  1",
        "no-response-format,          PLAIN,       MAX_TOKENS,            true,  1",
        "gpt-4o-no-response-format,   PLAIN,       MAX_TOKENS,            true,  2",
        "no-max-tokens,               JSON_OBJECT, MAX_COMPLETION_TOKENS, true,  1",
        "o3-no-max-completion-tokens, JSON_SCHEMA, NONE,                  false, 1",
        "no-temperature,              JSON_OBJECT, MAX_TOKENS,            false, 1",
        "no-system-role,              JSON_OBJECT, MAX_TOKENS,            true,  1",
        "picky,                       PLAIN,       NONE,                  false, 4"
    })
    void what_a_server_does_not_take_is_left_out_one_step_a_call_and_remembered(
            String model, OutputFormat output, TokenParameter tokens, boolean temperature, int steps) {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, model))) {
            // A call makes a step and asks again, whereby it may find out about the next one.
            while (Lanes.ask(lane) instanceof LlmOutcome.Failed(LlmFailure failure)) {
                assertThat(failure).isEqualTo(LlmFailure.PARAMETER);
            }
            assertThat(wall.calls(model)).isEqualTo(steps + 1);
            assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
            assertThat(wall.calls(model)).isEqualTo(steps + 2);

            ProviderState state = first(lane);
            assertThat(state.circuit().state()).isEqualTo(CircuitSnapshot.State.CLOSED);
            assertThat(state.lastError()).isEmpty();
            assertThat(state.request()).hasValueSatisfying(request -> {
                assertThat(request.steps()).isEqualTo(steps);
                assertThat(request.format().output()).isEqualTo(output);
                assertThat(request.format().tokens()).isEqualTo(tokens);
                assertThat(request.format().temperature()).isEqualTo(temperature);
            });
        }
    }

    @Test
    void a_model_that_was_cut_off_is_given_room_to_think_from_the_next_call_on() {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, "think-long"))) {
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.BAD_ANSWER));
            assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
            assertThat(wall.calls("think-long")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-filter", "filtered", "refusal", "apology"})
    void a_refusal_is_about_its_text_it_goes_no_further_and_opens_no_circuit(String model) {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, model, "ok"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.CONTENT_REFUSED));
            }
            assertThat(first(lane).circuit().state()).isEqualTo(CircuitSnapshot.State.CLOSED);
            assertThat(first(lane).lastError()).isEmpty();
        }
        assertThat(wall.calls(model)).isEqualTo(5);
        assertThat(wall.calls("ok")).isZero();
    }

    @Test
    void azure_is_asked_at_its_deployment_with_its_own_header() {
        URI deployment =
                URI.create("http://127.0.0.1:" + wall.port() + "/openai/deployments/d1?api-version=2024-06-01");
        ProviderSettings.Remote azure =
                new ProviderSettings.Remote(ProviderKind.OPENAI, deployment, "sk-secret-key", "azure");
        try (LlmAnalyzer lane = Lanes.lane(LlmSettings.of(List.of(azure)))) {
            assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
        }
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, "azure"))) {
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.REFUSED));
        }
    }

    @Test
    void what_the_server_said_is_kept_without_key_and_text() {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, "quoting"))) {
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.REFUSED));
            assertThat(first(lane).lastError()).hasValueSatisfying(error -> {
                // That the key is quoted shows that it was sent.
                assertThat(error.toString()).contains("HTTP 400, invalid_request", "Key [key] cannot process");
                assertThat(error.toString()).doesNotContain("secret", "charged", "support");
            });
        }
    }

    @Test
    void a_provider_that_is_not_there_is_a_network_failure() {
        LlmSettings settings = Lanes.settings(wall, "ok");
        wall.close();
        try (LlmAnalyzer lane = Lanes.lane(settings)) {
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.NETWORK));
        }
    }

    @Test
    void a_connection_that_breaks_when_it_is_used_again_does_not_repeat_the_call() {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, "reset-2"))) {
            assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.NETWORK));
        }
        assertThat(wall.calls("reset-2")).isEqualTo(2);
    }

    private static ProviderState first(LlmAnalyzer lane) {
        return lane.providers().values().iterator().next();
    }
}
