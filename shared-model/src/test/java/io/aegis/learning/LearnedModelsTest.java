/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LearnedModelsTest {

    private static final Set<TrainedLabel> ALL = EnumSet.allOf(TrainedLabel.class);

    /** Of which urgency could be learned too. */
    private static List<TopicExample> examples() {
        return LabelledSamples.many(1_000, 200).stream()
                .map(example -> new TopicExample(
                        example.feedback(),
                        example.evidence(),
                        new Labels(
                                Sentiment.NEUTRAL,
                                example.labels().topics(),
                                example.labels().topics().contains(Topic.BILLING)),
                        example.byPerson()))
                .toList();
    }

    private static TopicTraining trained(Set<TrainedLabel> among) throws InterruptedException {
        return TopicTraining.ofStatic(examples(), "static:" + LabelledSamples.EMBEDDER, among);
    }

    @Test
    void by_static_vectors_topics_are_learned_and_nothing_that_raises_an_alarm() throws Exception {
        TopicTraining training = trained(ALL);

        assertThat(training.comparisons()).containsOnlyKeys(TrainedLabel.BILLING);
        assertThat(training.sentiments()).isEmpty();
        assertThat(training.model().promoted()).containsExactly(TrainedLabel.BILLING);
        assertThat(training.model().kept()).hasSize(1_000);
    }

    @Test
    void what_better_vectors_did_not_win_is_not_asked_for() throws Exception {
        assertThat(trained(EnumSet.of(TrainedLabel.URGENT, TrainedLabel.UX)).comparisons())
                .isEmpty();
    }

    @Test
    void only_what_corrects_the_rules_is_told_and_only_of_the_same_domain() throws Exception {
        List<TopicExample> examples = examples();
        LearnedTopics topics = new LearnedTopics(
                trained(ALL).model(),
                new LabelledTexts(
                        examples.stream()
                                .collect(Collectors.toMap(
                                        TopicExample::feedback,
                                        example -> example.evidence().vector())),
                        VectorKind.STATIC));

        assertThat(topics.correction(LabelledSamples.evidence(0, 7_777, Topic.GENERAL)))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.labels().topics()).containsExactly(Topic.BILLING);
                    assertThat(verdict.nearest()).hasSize(3);
                });
        assertThat(topics.correction(LabelledSamples.evidence(0, 7_777, Topic.BILLING)))
                .isEmpty();
        assertThat(topics.correction(LabelledSamples.evidence(9, 7_777, Topic.BILLING)))
                .isEmpty();
    }

    @Test
    void both_models_are_stored_as_one_and_one_alone_as_before() throws Exception {
        TopicModel model = trained(ALL).model();
        LearnedModels both = new LearnedModels(model, Optional.of(model));

        LearnedModels read = LearnedModels.read(both.artifact());
        assertThat(read.useful()).isTrue();
        assertThat(read.contextual().artifact().sha256())
                .isEqualTo(model.artifact().sha256());
        assertThat(read.fixed().map(TopicModel::embedder)).contains("static:" + LabelledSamples.EMBEDDER);

        LearnedModels alone = new LearnedModels(model, Optional.empty());
        assertThat(alone.artifact().sha256()).isEqualTo(model.artifact().sha256());
        assertThat(LearnedModels.read(model.artifact()).fixed()).isEmpty();
    }

    @Test
    void what_is_not_whole_is_refused() throws Exception {
        TopicModel model = trained(ALL).model();
        byte[] good = new LearnedModels(model, Optional.of(model)).artifact().bytes();
        Map<String, ModelArtifact> wrong = Map.of(
                "another checksum", new ModelArtifact(good, new byte[32]),
                "cut", ModelArtifact.of(Arrays.copyOf(good, good.length - 9)),
                "cut in the middle", ModelArtifact.of(Arrays.copyOf(good, 6)),
                "longer", ModelArtifact.of(Arrays.copyOf(good, good.length + 1)),
                "empty", ModelArtifact.of(new byte[0]),
                "foreign", ModelArtifact.of(new byte[100]));
        wrong.forEach((name, artifact) -> assertThatThrownBy(() -> LearnedModels.read(artifact))
                .as(name)
                .isInstanceOf(RefusedModelException.class));
    }
}
