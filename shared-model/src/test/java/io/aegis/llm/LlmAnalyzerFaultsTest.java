package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.faults.FaultWall;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lane against everything that a provider can do to it. */
class LlmAnalyzerFaultsTest {

    private static final Labels EXPECTED = new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), false);

    private static FaultWall wall;

    @BeforeAll
    static void start() {
        wall = FaultWall.start(0);
    }

    @AfterAll
    static void stop() {
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
    void a_fault_is_told_by_its_kind_and_called_once(String model, LlmFailure failure) {
        int before = wall.calls(model);
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, model).withAnswerLimit(Lanes.millis(800)))) {
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(failure));
            assertThat(lane.freePermits()).isEqualTo(50);
        }
        assertThat(wall.calls(model) - before).isEqualTo(1);
        assertThat(wall.calls("elsewhere")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "slow-300", "extra", "no-confidence", "obey", "gpt-4o-mini", "flaky-3"})
    void an_answer_in_the_vocabulary_is_a_verdict(String model) {
        try (LlmAnalyzer lane = Lanes.lane(Lanes.settings(wall, model))) {
            LlmOutcome outcome = Lanes.ask(lane);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            LlmOutcome.Answered.class,
                            answered -> assertThat(answered.verdict().labels()).isEqualTo(EXPECTED));
        }
    }
}
