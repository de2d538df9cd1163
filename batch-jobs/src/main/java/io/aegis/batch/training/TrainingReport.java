/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.learning.TopicComparison;
import io.aegis.learning.TopicTraining;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a training came to, for people.
 *
 * @param labels comparisons of topics and urgency, by the names of these
 * @param sentiments comparisons of channels, by their names
 * @param requests comparisons of topics by static vectors, by the names of these
 */
record TrainingReport(
        Map<String, TopicComparison> labels,
        Map<String, TopicComparison> sentiments,
        Map<String, TopicComparison> requests) {

    private static final String NO_CHANNEL = "(none)";

    TrainingReport {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        sentiments = Collections.unmodifiableMap(new LinkedHashMap<>(sentiments));
        requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    }

    static TrainingReport of(TopicTraining training, Optional<TopicTraining> fixed) {
        Map<String, TopicComparison> sentiments = new LinkedHashMap<>();
        training.sentiments()
                .forEach((channel, comparison) -> sentiments.put(channel.isEmpty() ? NO_CHANNEL : channel, comparison));
        return new TrainingReport(
                named(training), sentiments, fixed.map(TrainingReport::named).orElse(Map.of()));
    }

    private static Map<String, TopicComparison> named(TopicTraining training) {
        Map<String, TopicComparison> labels = new LinkedHashMap<>();
        training.comparisons().forEach((label, comparison) -> labels.put(label.label(), comparison));
        return labels;
    }

    /** In one line. */
    String reason() {
        Map<String, TopicComparison> all = new LinkedHashMap<>(labels);
        sentiments.forEach((channel, comparison) -> all.put("sentiment on channel " + channel, comparison));
        requests.forEach((label, comparison) -> all.put(label + " in requests", comparison));
        return all.entrySet().stream()
                .map(each -> each.getKey() + " F1 "
                        + JsonObjects.rounded(each.getValue().learned())
                        + ", rules " + JsonObjects.rounded(each.getValue().rules())
                        + (each.getValue().won() ? " (used)" : " (not used)"))
                .collect(Collectors.joining("; "));
    }

    /** As a JSON object. */
    String evaluation() {
        Map<String, TopicComparison> rated = labels.isEmpty() ? sentiments : labels;
        return new JsonObjects()
                .with("method", "five-fold cross-validation")
                .with(
                        "f1",
                        new JsonObjects()
                                .with("model_with_rules", mean(rated, TopicComparison::learned))
                                .with("rules", mean(rated, TopicComparison::rules)))
                .with("topics", figures(labels))
                .with("sentiments", figures(sentiments))
                .with("in_requests", figures(requests))
                .with(
                        "promoted",
                        labels.values().stream().anyMatch(TopicComparison::won)
                                || sentiments.values().stream().anyMatch(TopicComparison::won))
                .with("reason", reason())
                .text();
    }

    private static JsonObjects figures(Map<String, TopicComparison> comparisons) {
        JsonObjects figures = new JsonObjects();
        comparisons.forEach((name, comparison) -> figures.with(
                name,
                new JsonObjects()
                        .with("texts", comparison.texts())
                        .with("model_with_rules", JsonObjects.rounded(comparison.learned()))
                        .with("rules", JsonObjects.rounded(comparison.rules()))
                        .with("better_in_bootstraps", comparison.better() + " of " + TopicComparison.ROUNDS)
                        .with("used", comparison.won())));
        return figures;
    }

    /** Those that are not used count as the rules do. */
    private static double mean(Map<String, TopicComparison> comparisons, ToDoubleFunction<TopicComparison> figure) {
        return JsonObjects.rounded(comparisons.values().stream()
                .mapToDouble(each -> each.won() ? figure.applyAsDouble(each) : each.rules())
                .average()
                .orElse(0));
    }
}
