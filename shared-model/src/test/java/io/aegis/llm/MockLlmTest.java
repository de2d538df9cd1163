package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockLlmTest {

    private final MockLlm mock = new MockLlm(Duration.ZERO);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I was charged twice and support ignores me! | NEGATIVE | BILLING           | false",
                "I love the new design, thanks               | POSITIVE | UX                | false",
                "My account was hacked, I will sue           | NEGATIVE | SECURITY          | true",
                "The app crashes when I pay                  | NEGATIVE | BILLING,TECHNICAL | false",
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
    }
}
