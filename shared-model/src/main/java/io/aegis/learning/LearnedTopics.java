/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Topic;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The topics of texts by what was learned: where a model is better than the rules, on texts like those that it learned from.
 *
 * @param model what was learned
 * @param texts what it was learned from, as far as it is still there
 */
public record LearnedTopics(TopicModel model, LabelledTexts texts) {

    /** From which probability on a text has a topic. */
    static final double YES = 0.5;

    private static final double DECIMALS = 1000;

    /** Empty when the rules know better: nothing was promoted, or the text is of another domain. */
    public Optional<LearnedVerdict> judge(TopicEvidence evidence) {
        if (model.promoted().isEmpty()) {
            return Optional.empty();
        }
        List<UUID> nearest = texts.nearest(evidence.vector());
        if (nearest.isEmpty()) {
            return Optional.empty();
        }
        Map<Topic, Double> probabilities = model.probabilities(evidence);
        double confidence = probabilities.values().stream()
                .mapToDouble(probability -> Math.max(probability, 1 - probability))
                .min()
                .orElse(YES);
        return Optional.of(new LearnedVerdict(
                topics(probabilities, evidence.ruled()), Math.round(confidence * DECIMALS) / DECIMALS, nearest));
    }

    /** Those that are likely, and what the rules say of the others. */
    private static Set<Topic> topics(Map<Topic, Double> probabilities, Set<Topic> ruled) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Topic topic : TopicFeatures.TOPICS) {
            Double probability = probabilities.get(topic);
            if (probability == null ? ruled.contains(topic) : probability >= YES) {
                topics.add(topic);
            }
        }
        return topics.isEmpty() ? EnumSet.of(Topic.GENERAL) : topics;
    }
}
