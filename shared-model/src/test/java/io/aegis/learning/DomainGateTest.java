/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A model that calls no text technical, and texts that the rules call so. */
class DomainGateTest {

    private static final Embedding TEXT = vector(5, 9);

    private final List<KeptText> kept = new ArrayList<>();
    private final Map<UUID, Embedding> vectors = new HashMap<>();

    /** What long texts share points along the first axis, what one of them says along the other, a third as long. */
    private static Embedding vector(int shared, int own) {
        float[] numbers = new float[Embedding.LENGTH];
        numbers[shared] = 3;
        numbers[own] = 1;
        return Embedding.ofDirection(numbers);
    }

    private void labelled(Embedding vector, TrainedLabel... labels) {
        UUID id = new UUID(0, kept.size());
        kept.add(new KeptText(id, Optional.of(Set.of(labels))));
        vectors.put(id, vector);
    }

    private Optional<Set<Topic>> judged(VectorKind kind) {
        TopicFeatures features = new TopicFeatures(List.of());
        float[] weights = new float[features.count() + 1];
        weights[features.count()] = -9;
        TopicModel model = new TopicModel(
                LabelledSamples.EMBEDDER,
                features,
                Map.of(TrainedLabel.TECHNICAL, weights),
                Set.of(TrainedLabel.TECHNICAL),
                Map.of(),
                kept);
        LearnedTopics learned = new LearnedTopics(model, new LabelledTexts(vectors, kind));
        TopicEvidence evidence =
                new TopicEvidence(TEXT, LabelledSamples.labels(Topic.TECHNICAL), List.of(), 0, Optional.empty());
        assertThat(learned.correction(evidence)).isEqualTo(learned.judge(evidence));
        return learned.judge(evidence).map(verdict -> verdict.labels().topics());
    }

    @Test
    void a_foreign_text_that_is_near_only_as_all_long_ones_are_keeps_what_the_rules_say() {
        labelled(vector(5, 1));
        labelled(vector(5, 2), TrainedLabel.TECHNICAL);
        labelled(vector(5, 3), TrainedLabel.TECHNICAL, TrainedLabel.UX);
        labelled(vector(4, 1));

        assertThat(TEXT.cosine(vector(5, 1))).isGreaterThan(.85);
        assertThat(judged(VectorKind.STATIC)).isEmpty();
        assertThat(judged(VectorKind.CONTEXTUAL)).isEmpty();
    }

    @Test
    void what_is_learned_overrules_the_rules_where_the_texts_near_by_are_labelled_so() {
        labelled(vector(5, 1));
        labelled(vector(5, 2), TrainedLabel.BILLING);
        labelled(vector(5, 3), TrainedLabel.TECHNICAL);

        assertThat(judged(VectorKind.STATIC)).contains(Set.of(Topic.GENERAL));
        assertThat(judged(VectorKind.CONTEXTUAL)).contains(Set.of(Topic.GENERAL));
    }

    @Test
    void one_text_near_by_is_enough_only_by_vectors_that_know_sentences() {
        labelled(vector(5, 1));
        labelled(vector(4, 1));
        labelled(vector(4, 2));

        assertThat(judged(VectorKind.STATIC)).isEmpty();
        assertThat(judged(VectorKind.CONTEXTUAL)).contains(Set.of(Topic.GENERAL));
    }

    @Test
    void as_many_against_as_for_it_are_not_enough() {
        labelled(vector(5, 1));
        labelled(vector(5, 2), TrainedLabel.TECHNICAL);

        assertThat(judged(VectorKind.CONTEXTUAL)).isEmpty();
    }
}
