package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.deadline.Ticker;
import io.aegis.faults.FaultWall;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.time.Duration;
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
        "refusal, BAD_ANSWER",
        "truncated, BAD_ANSWER",
        "prose, BAD_ANSWER",
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
    @ValueSource(strings = {"ok", "slow-300", "extra", "no-confidence", "obey", "gpt-4o-mini", "flaky-3"})
    void an_answer_in_the_vocabulary_is_a_verdict(String model) {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, model))) {
            assertThat(Lanes.ask(lane))
                    .isInstanceOfSatisfying(
                            LlmOutcome.Answered.class,
                            answered -> assertThat(answered.verdict().labels()).isEqualTo(EXPECTED));
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
}
