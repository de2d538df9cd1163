/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicTrainingTest {

    private static LearnedTopics learned(List<TopicExample> examples) throws InterruptedException {
        TopicModel model = TopicTraining.of(examples, LabelledSamples.EMBEDDER).model();
        Map<UUID, Embedding> vectors = examples.stream()
                .collect(Collectors.toMap(
                        TopicExample::feedback, example -> example.evidence().vector()));
        return new LearnedTopics(model, new LabelledTexts(vectors));
    }

    @Test
    void what_the_rules_miss_is_learned_promoted_and_told_with_the_nearest_texts() throws Exception {
        List<TopicExample> examples = LabelledSamples.many(1_000, 200);

        TopicTraining training = TopicTraining.of(examples, LabelledSamples.EMBEDDER);

        assertThat(training.comparisons()).containsOnlyKeys(TrainedLabel.BILLING);
        TopicComparison billing = Objects.requireNonNull(training.comparisons().get(TrainedLabel.BILLING));
        assertThat(billing.texts()).isEqualTo(500);
        assertThat(billing.learned()).isGreaterThan(.99);
        assertThat(billing.rules()).isEqualTo(.75);
        assertThat(billing.won()).isTrue();
        assertThat(training.model().promoted()).containsExactly(TrainedLabel.BILLING);

        LearnedTopics learned = learned(examples);
        LearnedVerdict verdict =
                learned.judge(LabelledSamples.evidence(0, 7_777, Topic.GENERAL)).orElseThrow();
        assertThat(verdict.labels().topics()).containsExactly(Topic.BILLING);
        assertThat(verdict.confidence()).isBetween(.9, 1.0);
        assertThat(verdict.nearest()).hasSize(3).allMatch(id -> id.getLeastSignificantBits() % 2 == 0);
        assertThat(learned.judge(LabelledSamples.evidence(1, 7_778, Topic.GENERAL))
                        .orElseThrow()
                        .labels()
                        .topics())
                .containsExactly(Topic.GENERAL);
    }

    @Test
    void of_another_domain_the_rules_know_better() throws Exception {
        assertThat(learned(LabelledSamples.many(1_000, 200)).judge(LabelledSamples.evidence(9, 1, Topic.BILLING)))
                .isEmpty();
    }

    @Test
    void what_was_not_promoted_is_left_to_the_rules() throws Exception {
        LearnedTopics learned = learned(LabelledSamples.many(1_000, 0));

        assertThat(learned.model().promoted()).isEmpty();
        assertThat(learned.judge(LabelledSamples.evidence(0, 7_777, Topic.GENERAL)))
                .isEmpty();

        LearnedTopics other = learned(LabelledSamples.many(1_000, 200));
        TopicEvidence security = new TopicEvidence(
                LabelledSamples.near(0, 5),
                LabelledSamples.labels(Topic.SECURITY, Topic.GENERAL),
                List.of("unknown"),
                0,
                Optional.empty());
        assertThat(other.judge(security).map(LearnedVerdict::labels))
                .contains(LabelledSamples.labels(Topic.SECURITY, Topic.BILLING));
    }

    @Test
    void chance_is_not_promoted() throws Exception {
        Random random = new Random(5);
        List<TopicExample> examples = new ArrayList<>();
        for (TopicExample example : LabelledSamples.many(1_000, 250)) {
            Topic drawn = random.nextInt(4) == 0 ? Topic.BILLING : Topic.GENERAL;
            Topic ruled = random.nextInt(4) == 0 ? Topic.BILLING : drawn;
            examples.add(new TopicExample(
                    example.feedback(),
                    new TopicEvidence(
                            example.evidence().vector(), LabelledSamples.labels(ruled), List.of(), 0, Optional.empty()),
                    LabelledSamples.labels(drawn),
                    false));
        }
        assertThat(TopicTraining.of(examples, LabelledSamples.EMBEDDER).model().promoted())
                .isEmpty();
    }

    @Test
    void too_few_examples_are_not_learned_from() throws Exception {
        assertThat(TopicTraining.learnable(LabelledSamples.many(TopicTraining.FEWEST, 0)))
                .containsExactly(TrainedLabel.BILLING);
        assertThat(TopicTraining.learnable(LabelledSamples.many(TopicTraining.FEWEST - 1, 0)))
                .isEmpty();
        List<TopicExample> rare = new ArrayList<>(LabelledSamples.many(48, 0));
        for (int i = 0; i < TopicTraining.FEWEST; i++) {
            rare.add(LabelledSamples.example(100 + i, Topic.GENERAL, Topic.GENERAL, false));
        }
        assertThat(TopicTraining.learnable(rare)).isEmpty();
        assertThat(TopicTraining.of(rare, LabelledSamples.EMBEDDER).comparisons())
                .isEmpty();
    }

    @Test
    void the_same_examples_give_the_same_model() throws Exception {
        List<TopicExample> examples = LabelledSamples.many(1_000, 100);
        assertThat(TopicTraining.of(examples, LabelledSamples.EMBEDDER)
                        .model()
                        .artifact()
                        .sha256())
                .isEqualTo(TopicTraining.of(examples, LabelledSamples.EMBEDDER)
                        .model()
                        .artifact()
                        .sha256());
    }

    @Test
    void what_a_person_said_outweighs_what_an_llm_said_of_the_same() throws Exception {
        List<TopicExample> contested = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            TopicExample example = LabelledSamples.example(i, Topic.BILLING, Topic.GENERAL, i % 4 == 0);
            contested.add(
                    i % 4 == 0
                            ? example
                            : new TopicExample(
                                    example.feedback(),
                                    example.evidence(),
                                    LabelledSamples.labels(Topic.GENERAL),
                                    false));
        }
        TopicFeatures features = TopicFeatures.of(contested);
        float[] weights = new GradientDescent(features, TopicTraining.RATE)
                .weights(contested, example -> TrainedLabel.BILLING.of(example.labels()));
        double[] numbers = new double[features.count()];
        features.write(LabelledSamples.evidence(0, 7_777, Topic.GENERAL), numbers);
        assertThat(TopicModel.probability(weights, numbers)).isGreaterThan(.5);
    }

    @Test
    void a_training_that_nobody_waits_for_ends() {
        List<TopicExample> examples = LabelledSamples.many(1_000, 100);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TopicTraining.of(examples, LabelledSamples.EMBEDDER))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_text_without_neighbours_has_none() {
        Embedding text = LabelledSamples.near(0, 1);
        assertThat(new LabelledTexts(Map.of()).neighbours(text).nearest()).isEmpty();
        assertThat(new LabelledTexts(Map.of(new UUID(0, 1), text)).neighbours(text))
                .isEqualTo(new Neighbours(List.of(new UUID(0, 1)), 1, 1));
    }
}
