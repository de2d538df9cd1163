/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.FeedbackText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The compiled rules of all topics that operators made. A text is looked through once for all of them. Immutable,
 * thread-safe.
 */
public final class TopicRules {

    /** No rules: they cost nothing. */
    public static final TopicRules NONE = new TopicRules(Optional.empty(), new int[0], new double[0]);

    /** Weights are decimal fractions, which do not add up exactly. */
    private static final double CHOSEN = 1 - 1e-9;

    private final Optional<RuleMatcher> matcher;
    /** The topic of each rule. */
    private final int[] topics;

    private final double[] weights;

    /** @param topics the number of each rule's topic, 0..63 */
    TopicRules(Optional<RuleMatcher> matcher, int[] topics, double[] weights) {
        this.matcher = matcher;
        this.topics = topics;
        this.weights = weights;
    }

    /** Whether some rules of a topic choose it if all of them fire as often as counts. */
    public static boolean canChoose(List<TopicRule> rules) {
        return rules.stream().mapToDouble(rule -> rule.weight() * rule.cap()).sum() >= CHOSEN;
    }

    /** The topics whose rules fire enough, as bits: bit n is topic n. */
    public long topicsOf(FeedbackText text) {
        return matcher.map(some -> chosen(some.counts(text.value()))).orElse(0L);
    }

    private long chosen(int[] counts) {
        if (Arrays.stream(counts).allMatch(count -> count == 0)) {
            return 0;
        }
        double[] scores = new double[Long.SIZE];
        for (int rule = 0; rule < counts.length; rule++) {
            scores[topics[rule]] += counts[rule] * weights[rule];
        }
        long bits = 0;
        for (int topic = 0; topic < scores.length; topic++) {
            bits |= scores[topic] >= CHOSEN ? 1L << topic : 0;
        }
        return bits;
    }
}
