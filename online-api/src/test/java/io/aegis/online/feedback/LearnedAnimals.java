/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.learning.LearnedModels;
import io.aegis.learning.TopicEvidence;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicModel;
import io.aegis.learning.TopicTraining;
import io.aegis.learning.TrainedLabel;
import io.aegis.monitoring.model.ModelArtifact;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What was learned of texts of animals: those of okapis are about billing, which no rule knows. */
public final class LearnedAnimals {

    /** What is about billing. */
    public static final String BILLING = "okapi okapi";

    private static final List<String> PIECES = List.of("[UNK]", "[CLS]", "[SEP]", "okapi", "zebra", "giraffe");
    private static final int TEXTS = 1_000;

    private LearnedAnimals() {}

    /** The table. */
    public static StaticEmbedder table() {
        return StaticEmbedder.of("static:animals", PIECES, LearnedAnimals::vector);
    }

    /** Each word points along an axis of its own; the pieces before them are no words. */
    private static float[] vector(int piece) {
        float[] numbers = new float[Embedding.LENGTH];
        numbers[piece] = piece < PIECES.indexOf("okapi") ? 0 : 1;
        return numbers;
    }

    /** Learned from some rows of {@link #BILLING} and many others. */
    public static ModelArtifact model(UUID... billing) {
        StaticEmbedder table = table();
        List<TopicExample> examples = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            boolean okapi = i % 2 == 0;
            TopicEvidence evidence = new TopicEvidence(
                    table.embed(okapi ? BILLING : "zebra"), labels(Topic.GENERAL), List.of(), 0, Optional.empty());
            examples.add(new TopicExample(
                    okapi && i / 2 < billing.length ? billing[i / 2] : new UUID(1, i),
                    evidence,
                    labels(okapi ? Topic.BILLING : Topic.GENERAL),
                    false));
        }
        try {
            TopicModel learned = TopicTraining.ofStatic(examples, table.model(), EnumSet.allOf(TrainedLabel.class))
                    .model();
            return new LearnedModels(learned, Optional.of(learned)).artifact();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Labels labels(Topic topic) {
        return new Labels(Sentiment.NEUTRAL, Set.of(topic), false);
    }
}
