/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.Topic;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The scores from which topics and urgency are chosen. Long texts say much by the way, so thresholds grow with the
 * logarithm of the length; what three words say is all there is, so they count more.
 *
 * @param scores the threshold of each group of a topic, and of urgency
 * @param lengthFrom from how many words thresholds grow
 * @param topicSlope growth of the topics' thresholds per doubling of the length
 * @param urgentSlope the same of urgency
 * @param shortWords up to how many words a text is short
 * @param shortFactor what thresholds are multiplied by for short texts
 */
record Thresholds(
        Map<RuleGroup, Double> scores,
        double lengthFrom,
        double topicSlope,
        double urgentSlope,
        double shortWords,
        double shortFactor) {

    /** Sums of decimal weights miss their value by less than this. */
    private static final double ROUNDING = 1e-9;

    Thresholds {
        scores = new EnumMap<>(scores);
    }

    /** The topics that were chosen, GENERAL when none was. */
    Set<Topic> topics(RuleFindings findings) {
        double factor = factor(findings.words(), topicSlope);
        Set<Topic> chosen = EnumSet.noneOf(Topic.class);
        for (RuleGroup group : RuleGroup.ofTopics()) {
            if (reaches(findings.score(group), group, factor)) {
                group.topic().ifPresent(chosen::add);
            }
        }
        return chosen.isEmpty() ? EnumSet.of(Topic.GENERAL) : chosen;
    }

    boolean urgent(RuleFindings findings) {
        return reaches(findings.urgency(), RuleGroup.URGENT, factor(findings.words(), urgentSlope));
    }

    private boolean reaches(double score, RuleGroup group, double factor) {
        return score >= scores.getOrDefault(group, 1.0) * factor - ROUNDING;
    }

    private double factor(int words, double slope) {
        if (words <= shortWords) {
            return shortFactor;
        }
        return words <= lengthFrom ? 1 : 1 + slope * Math.log(words / lengthFrom) / Math.log(2);
    }
}
