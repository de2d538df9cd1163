/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Sentiment;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was learned of the sentiment of texts of one channel: a logistic regression for each, one against the others. Immutable.
 *
 * @param features makes the numbers
 * @param weights those of the numbers and the bias after them, of each sentiment
 */
record SentimentModel(SentimentFeatures features, Map<Sentiment, float[]> weights) {

    private static final double RATE = 0.01;

    SentimentModel {
        weights = Collections.unmodifiableMap(new EnumMap<>(weights));
    }

    /** Learns from examples of one channel. */
    static SentimentModel of(SentimentFeatures features, List<TopicExample> examples) throws InterruptedException {
        GradientDescent descent = new GradientDescent(features, RATE);
        Map<Sentiment, float[]> weights = new EnumMap<>(Sentiment.class);
        for (Sentiment sentiment : Sentiment.values()) {
            Predicate<TopicExample> has = example -> example.labels().sentiment() == sentiment;
            weights.put(sentiment, descent.weights(examples, has));
        }
        return new SentimentModel(features, weights);
    }

    /** The likeliest sentiment of a text, and how likely it is beside the others, from a third to 1. */
    Map.Entry<Sentiment, Double> judge(TopicEvidence evidence) {
        double[] numbers = new double[features.count()];
        features.write(evidence, numbers);
        Sentiment likeliest = evidence.ruled().sentiment();
        double highest = -1;
        double sum = 0;
        for (Map.Entry<Sentiment, float[]> each : weights.entrySet()) {
            double probability = TopicModel.probability(each.getValue(), numbers);
            sum += probability;
            if (probability > highest) {
                highest = probability;
                likeliest = each.getKey();
            }
        }
        return Map.entry(likeliest, sum > 0 ? highest / sum : 1.0 / Sentiment.values().length);
    }
}
