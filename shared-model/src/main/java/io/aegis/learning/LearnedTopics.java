/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The labels of texts by what was learned: where a model is better than the rules, on texts like those that it learned from, and where these
 * are labelled so.
 *
 * @param model what was learned
 * @param texts what it was learned from, as far as it is still there
 */
public record LearnedTopics(TopicModel model, LabelledTexts texts) {

    /** From which probability on a text has a label. */
    static final double YES = 0.5;

    private static final double DECIMALS = 1000;

    /** Empty when the rules know better: nothing was promoted, or the text is of another domain. */
    public Optional<LearnedVerdict> judge(TopicEvidence evidence) {
        return judge(evidence, () -> model.probabilities(evidence));
    }

    private Optional<LearnedVerdict> judge(TopicEvidence evidence, Supplier<Map<TrainedLabel, Double>> ofModel) {
        if (!model.useful()) {
            return Optional.empty();
        }
        Neighbours neighbours = texts.neighbours(evidence.vector());
        Optional<SentimentModel> mood = model.sentiment(evidence.channel())
                .filter(_ -> neighbours.sameDomain() || evidence.channel().isPresent());
        Map<TrainedLabel, Double> probabilities =
                neighbours.sameDomain() ? supported(ofModel.get(), neighbours, evidence.ruled()) : Map.of();
        if (mood.isEmpty() && probabilities.isEmpty()) {
            return Optional.empty();
        }
        Optional<Map.Entry<Sentiment, Double>> sentiment = mood.map(learned -> learned.judge(evidence));
        double confidence = Stream.concat(
                        probabilities.values().stream().map(probability -> Math.max(probability, 1 - probability)),
                        sentiment.map(Map.Entry::getValue).stream())
                .flatMapToDouble(DoubleStream::of)
                .min()
                .orElse(YES);
        Labels labels = new Labels(
                sentiment.map(Map.Entry::getKey).orElse(evidence.ruled().sentiment()),
                topics(probabilities, evidence.ruled().topics()),
                urgent(probabilities, evidence.ruled()));
        return Optional.of(
                new LearnedVerdict(labels, Math.round(confidence * DECIMALS) / DECIMALS, neighbours.nearest()));
    }

    /** Without those that say otherwise than the rules and that the labelled texts near by do not support. */
    private Map<TrainedLabel, Double> supported(
            Map<TrainedLabel, Double> probabilities, Neighbours neighbours, Labels ruled) {
        Map<TrainedLabel, Double> supported = new EnumMap<>(TrainedLabel.class);
        probabilities.forEach((label, probability) -> {
            boolean said = label.said(probability >= YES, ruled);
            if (said == label.of(ruled) || neighbours.support(id -> model.agrees(id, label, said))) {
                supported.put(label, probability);
            }
        });
        return supported;
    }

    /** As {@link #judge}, but empty also where the rules say the same, which takes no comparing with other texts. */
    Optional<LearnedVerdict> correction(TopicEvidence evidence) {
        Set<Topic> ruled = evidence.ruled().topics();
        Map<TrainedLabel, Double> probabilities = model.probabilities(evidence);
        return topics(probabilities, ruled).equals(ruled)
                ? Optional.empty()
                : judge(evidence, () -> probabilities)
                        .filter(verdict -> !verdict.labels().equals(evidence.ruled()));
    }

    private static boolean urgent(Map<TrainedLabel, Double> probabilities, Labels ruled) {
        return TrainedLabel.URGENT.said(probabilities.getOrDefault(TrainedLabel.URGENT, 0.0) >= YES, ruled);
    }

    /** Those that are likely, and what the rules say of the others. */
    private static Set<Topic> topics(Map<TrainedLabel, Double> probabilities, Set<Topic> ruled) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (TrainedLabel label : TrainedLabel.values()) {
            Double probability = probabilities.get(label);
            label.topic()
                    .filter(topic -> probability == null ? ruled.contains(topic) : probability >= YES)
                    .ifPresent(topics::add);
        }
        return topics.isEmpty() ? EnumSet.of(Topic.GENERAL) : topics;
    }
}
