/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MockLlmTest {

    private static final HeuristicAnalyzer HEURISTIC =
            HeuristicLane.load(Optional.empty()).analyzer();

    private final MockLlm mock = mock(ProviderSettings.Mock.USUAL_DISAGREEMENT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I really like this podcast player!          | POSITIVE | GENERAL           | false",
                "I was charged twice and support ignores me! | NEGATIVE | BILLING           | false",
                "Thank you, this is wonderful                | POSITIVE | GENERAL           | false",
                "My account was hacked, I will sue           | NEGATIVE | SECURITY          | true",
                "Where are you located?                      | NEUTRAL  | GENERAL           | false"
            })
    void it_answers_plausibly_and_always_the_same(String text, Sentiment sentiment, String topics, boolean urgent) {
        Set<Topic> expected =
                Arrays.stream(topics.split(",")).map(Topic::valueOf).collect(Collectors.toSet());
        LlmReply first = mock.ask(FeedbackText.of(text));
        assertThat(first)
                .isInstanceOfSatisfying(
                        LlmReply.Answer.class,
                        answer -> assertThat(answer.labels()).isEqualTo(new Labels(sentiment, expected, urgent)));
        assertThat(mock.ask(FeedbackText.of(text))).isEqualTo(first);
        assertThat(mock.request()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 1})
    void it_disagrees_with_the_heuristic_on_as_many_texts_as_it_should(double share) {
        MockLlm some = mock(share);
        long different = IntStream.range(0, 2000)
                .mapToObj(i -> FeedbackText.of("Invoice number " + i + " was charged twice, and the app is slow"))
                .filter(text -> !((LlmReply.Answer) some.ask(text))
                        .labels()
                        .equals(HEURISTIC.analyze(text).labels()))
                .count();
        assertThat(different / 2000.0).isCloseTo(share, within(0.02));
    }

    @Test
    void a_share_is_from_0_to_1() {
        assertThatThrownBy(() -> mock(1.1)).hasMessageContaining("a share from 0 to 1, not 1.1");
        assertThatThrownBy(() -> mock(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static MockLlm mock(double disagreement) {
        return new MockLlm(new ProviderSettings.Mock(Duration.ZERO, disagreement), HEURISTIC);
    }
}
