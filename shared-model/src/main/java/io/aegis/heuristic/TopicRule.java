/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.List;

/**
 * A rule of a topic that an operator made, in the language of rule files.
 *
 * @param patterns one that matches fires the rule; 1 to {@value #MOST_PATTERNS} of up to {@value #LONGEST_PATTERN} characters
 * @param unless one that matches anywhere in the text silences the rule; as many
 * @param weight what it adds to the topic's score, {@value #LEAST_WEIGHT} to {@value #MOST_WEIGHT}; a score of 1 chooses it
 * @param negatable whether a match shortly after a negator is void
 * @param cap how often matches count, 1 to {@value #MOST_CAP}
 */
public record TopicRule(List<String> patterns, List<String> unless, double weight, boolean negatable, int cap) {

    /** Most patterns in either list. */
    public static final int MOST_PATTERNS = 40;
    /** Longest pattern, in characters. */
    public static final int LONGEST_PATTERN = 200;
    /** Least that a rule may add. */
    public static final double LEAST_WEIGHT = 0.01;
    /** Most that a rule may add at once. */
    public static final double MOST_WEIGHT = 10;
    /** Most often that one may count. */
    public static final int MOST_CAP = 10;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when a bound is not kept
     */
    public TopicRule {
        patterns = List.copyOf(patterns);
        unless = List.copyOf(unless);
        boolean bounded = !patterns.isEmpty()
                && patterns.size() <= MOST_PATTERNS
                && unless.size() <= MOST_PATTERNS
                && patterns.stream().allMatch(TopicRule::bounded)
                && unless.stream().allMatch(TopicRule::bounded);
        if (!bounded || !(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT) || cap < 1 || cap > MOST_CAP) {
            throw new IllegalArgumentException("a rule of a topic is out of its bounds");
        }
    }

    private static boolean bounded(String pattern) {
        return pattern.length() <= LONGEST_PATTERN;
    }
}
