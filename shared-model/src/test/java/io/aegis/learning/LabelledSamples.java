/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Made examples: texts around one of two directions, of which the first is about billing. */
final class LabelledSamples {

    static final String EMBEDDER = "of these tests";

    private LabelledSamples() {}

    /** Around one of the axes. */
    static Embedding near(int axis, int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[Embedding.LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian() / 50;
        }
        numbers[axis] += 1;
        return Embedding.ofDirection(numbers);
    }

    /** Calm and without a mood. */
    static Labels labels(Topic... topics) {
        return new Labels(Sentiment.NEUTRAL, Set.of(topics), false);
    }

    static TopicEvidence evidence(int axis, int seed, Topic ruled) {
        return new TopicEvidence(
                near(axis, seed),
                labels(ruled),
                List.of(ruled == Topic.BILLING ? "money" : "other"),
                0,
                Optional.empty());
    }

    static TopicExample example(int number, Topic topic, Topic ruled, boolean byPerson) {
        return new TopicExample(
                new UUID(0, number), evidence(topic == Topic.BILLING ? 0 : 1, number, ruled), labels(topic), byPerson);
    }

    /** Half of them about billing; the rules call so many of those general. */
    static List<TopicExample> many(int count, int unruled) {
        List<TopicExample> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean billing = i % 2 == 0;
            Topic ruled = billing && i / 2 >= unruled ? Topic.BILLING : Topic.GENERAL;
            examples.add(example(i, billing ? Topic.BILLING : Topic.GENERAL, ruled, i % 10 == 0));
        }
        return Collections.unmodifiableList(examples);
    }
}
