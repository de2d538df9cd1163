/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an analyser reaches on labelled texts. */
final class Evaluation {

    private final Map<Topic, Hits> topics = new EnumMap<>(Topic.class);
    private final Hits urgent = new Hits();
    private int texts;
    private int exact;
    private int refused;
    private int issues;
    private int issuesPositiveBefore;
    private int issuesPositiveAfter;
    private int praisePositiveBefore;
    private int praisePositiveAfter;

    Evaluation(HeuristicAnalyzer analyzer, List<LabelledText> labelled) {
        for (Topic topic : Topic.values()) {
            topics.put(topic, new Hits());
        }
        labelled.forEach(text ->
                sanitised(text.text()).ifPresentOrElse(clean -> count(analyzer.analyze(clean), text), () -> refused++));
    }

    private static Optional<FeedbackText> sanitised(String text) {
        try {
            return Optional.of(FeedbackText.of(text));
        } catch (FeedbackTextException e) {
            // The product refuses such a text too; the report tells how many there are.
            return Optional.empty();
        }
    }

    private void count(HeuristicAnalysis analysis, LabelledText text) {
        texts++;
        exact += analysis.labels().topics().equals(text.topics()) ? 1 : 0;
        topics.forEach((topic, hits) -> hits.count(
                analysis.labels().topics().contains(topic), text.topics().contains(topic)));
        urgent.count(analysis.labels().urgent(), text.urgent());
        int before = positive(Sentiment.ofCompound(analysis.evidence().vader().compound()));
        int after = positive(analysis.labels().sentiment());
        if (text.issue()) {
            issues++;
            issuesPositiveBefore += before;
            issuesPositiveAfter += after;
        } else {
            praisePositiveBefore += before;
            praisePositiveAfter += before * after;
        }
    }

    private static int positive(Sentiment sentiment) {
        return sentiment == Sentiment.POSITIVE ? 1 : 0;
    }

    Hits topic(Topic topic) {
        return topics.getOrDefault(topic, new Hits());
    }

    Hits urgent() {
        return urgent;
    }

    /** Mean F1 of the topics that occur among the labels. */
    double macroF1() {
        return topics.values().stream()
                .filter(Hits::occurs)
                .mapToDouble(Hits::f1)
                .average()
                .orElse(0);
    }

    /** Share of texts whose set of topics is exactly right. */
    double exact() {
        return Hits.share(exact, texts);
    }

    int texts() {
        return texts;
    }

    /** Texts too short or too long to be feedback. */
    int refused() {
        return refused;
    }

    /** Texts that report an issue. */
    int issues() {
        return issues;
    }

    /** Of these, how many VADER alone calls positive. */
    int issuesPositiveBefore() {
        return issuesPositiveBefore;
    }

    /** Of these, how many are called positive after the correction. */
    int issuesPositiveAfter() {
        return issuesPositiveAfter;
    }

    /** Share of the texts without an issue which VADER calls positive that stay so. */
    double praiseKept() {
        return Hits.share(praisePositiveAfter, praisePositiveBefore);
    }
}
