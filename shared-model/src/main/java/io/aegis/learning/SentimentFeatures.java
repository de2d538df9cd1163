/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Sentiment;

/**
 * The numbers of {@link TopicFeatures}, and after them what the rules say of the mood of a text: its adjusted compound, and which of
 * the sentiments that comes to.
 *
 * @param features those before
 */
record SentimentFeatures(TopicFeatures features) implements EvidenceFeatures {

    private static final double SCALE = 2;

    @Override
    public int count() {
        return features.count() + 1 + Sentiment.values().length;
    }

    @Override
    public void write(TopicEvidence evidence, double[] numbers) {
        features.write(evidence, numbers);
        int place = features.count();
        numbers[place++] = evidence.compound() * SCALE;
        for (Sentiment sentiment : Sentiment.values()) {
            numbers[place++] = evidence.ruled().sentiment() == sentiment ? SCALE : 0;
        }
    }
}
