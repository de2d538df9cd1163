/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SentimentTrainingTest {

    private static final Optional<String> CHAT = Optional.of("chat");
    private static final Optional<String> MAIL = Optional.of("mail");

    private static TopicExample example(int number, Optional<String> channel, Sentiment ruled, boolean urgent) {
        boolean praise = number % 2 == 0;
        return new TopicExample(
                new UUID(0, number),
                evidence(praise ? 0 : 1, number, channel, ruled),
                new Labels(praise ? Sentiment.POSITIVE : Sentiment.NEGATIVE, Set.of(Topic.GENERAL), urgent),
                number % 10 == 0);
    }

    private static TopicEvidence evidence(int axis, int seed, Optional<String> channel, Sentiment ruled) {
        return new TopicEvidence(
                LabelledSamples.near(axis, seed),
                new Labels(ruled, Set.of(Topic.GENERAL), false),
                List.of(),
                ruled == Sentiment.NEUTRAL ? 0 : .5,
                channel);
    }

    /** Texts whose mood the rules do not see on the first channel, and always on the second. */
    private static List<TopicExample> twoChannels(Optional<String> unseen, Optional<String> seen) {
        List<TopicExample> examples = new ArrayList<>();
        for (int i = 0; i < SentimentTraining.FEWEST; i++) {
            examples.add(example(i, unseen, Sentiment.NEUTRAL, false));
            examples.add(example(1_000 + i, seen, i % 2 == 0 ? Sentiment.POSITIVE : Sentiment.NEGATIVE, false));
        }
        return examples;
    }

    private static LearnedTopics learned(TopicTraining training) {
        return new LearnedTopics(training.model(), new LabelledTexts(Map.of()));
    }

    @Test
    void the_mood_of_a_channel_is_learned_where_the_rules_do_not_see_it_and_there_alone() throws Exception {
        List<TopicExample> examples = twoChannels(CHAT, MAIL);
        assertThat(TopicTraining.possible(examples)).isTrue();

        TopicTraining training = TopicTraining.of(examples, LabelledSamples.EMBEDDER);

        assertThat(training.comparisons()).isEmpty();
        assertThat(training.sentiments()).containsOnlyKeys("chat", "mail");
        assertThat(training.sentiments().get("chat")).satisfies(chat -> {
            assertThat(chat.won()).isTrue();
            assertThat(chat.texts()).isEqualTo(SentimentTraining.FEWEST);
            assertThat(chat.rules()).isZero();
        });
        assertThat(training.sentiments().get("mail"))
                .extracting(TopicComparison::won)
                .isEqualTo(false);
        assertThat(training.model().channels()).containsExactly("chat");
        LearnedTopics learned = learned(training);
        LearnedVerdict verdict =
                learned.judge(evidence(0, 7_777, CHAT, Sentiment.NEUTRAL)).orElseThrow();
        assertThat(verdict.labels()).isEqualTo(new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false));
        assertThat(verdict.confidence()).isBetween(.5, 1.0);
        assertThat(verdict.nearest()).isEmpty();
        assertThat(learned.judge(evidence(0, 7_777, MAIL, Sentiment.NEUTRAL))).isEmpty();
        assertThat(learned.judge(evidence(0, 7_777, Optional.empty(), Sentiment.NEUTRAL)))
                .isEmpty();
    }

    @Test
    void without_a_channel_only_texts_that_are_near_are_judged() throws Exception {
        TopicTraining training = TopicTraining.of(twoChannels(Optional.empty(), MAIL), LabelledSamples.EMBEDDER);

        assertThat(training.model().channels()).containsExactly("");
        TopicEvidence praise = evidence(0, 7_777, Optional.empty(), Sentiment.NEUTRAL);
        assertThat(learned(training).judge(praise)).isEmpty();
        LabelledTexts near = new LabelledTexts(Map.of(new UUID(0, 2), LabelledSamples.near(0, 2)));
        assertThat(new LearnedTopics(training.model(), near).judge(praise))
                .map(verdict -> verdict.labels().sentiment())
                .contains(Sentiment.POSITIVE);
    }

    @Test
    void of_few_texts_or_of_one_mood_nothing_is_learned() {
        List<TopicExample> few = twoChannels(CHAT, MAIL).subList(0, SentimentTraining.FEWEST);
        assertThat(TopicTraining.possible(few)).isFalse();
        List<TopicExample> alike = new ArrayList<>();
        for (int i = 0; i < SentimentTraining.FEWEST; i++) {
            alike.add(example(2 * i, CHAT, Sentiment.NEUTRAL, false));
        }
        assertThat(TopicTraining.possible(alike)).isFalse();
    }

    @Test
    void urgency_is_learned_beside_the_rules_and_never_taken_from_them() throws Exception {
        List<TopicExample> examples = new ArrayList<>();
        for (int i = 0; i < TopicTraining.FEWEST; i++) {
            examples.add(example(i, Optional.empty(), Sentiment.NEUTRAL, i % 2 == 0));
        }

        TopicTraining training = TopicTraining.of(examples, LabelledSamples.EMBEDDER);

        assertThat(training.comparisons()).containsOnlyKeys(TrainedLabel.URGENT);
        assertThat(training.model().promoted()).containsExactly(TrainedLabel.URGENT);
        LearnedTopics learned = new LearnedTopics(
                training.model(),
                new LabelledTexts(Map.of(
                        new UUID(0, 2), LabelledSamples.near(0, 2), new UUID(0, 3), LabelledSamples.near(1, 3))));
        assertThat(learned.judge(evidence(0, 7_777, CHAT, Sentiment.NEUTRAL))
                        .orElseThrow()
                        .labels()
                        .urgent())
                .isTrue();
        TopicEvidence calm = evidence(1, 7_777, CHAT, Sentiment.NEUTRAL);
        assertThat(learned.judge(calm).orElseThrow().labels().urgent()).isFalse();
        TopicEvidence ruled = new TopicEvidence(
                calm.vector(), calm.ruled().withUrgent(true), calm.rules(), calm.compound(), calm.channel());
        assertThat(learned.judge(ruled).orElseThrow().labels().urgent()).isTrue();
    }
}
