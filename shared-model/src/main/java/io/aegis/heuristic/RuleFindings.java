/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the rules found in one text. Immutable. */
final class RuleFindings {

    private final List<Rule> rules;
    private final BitSet fired;
    private final Map<RuleGroup, Double> scores = new EnumMap<>(RuleGroup.class);
    private final int words;
    private final boolean injection;

    /**
     * Sums up.
     *
     * @param rules all rules, in the order of the file
     * @param counts how often each counts, 0 when it did not fire
     * @param words how many words the rules looked at
     * @param injection whether sentences were left out because they talk to the classifier
     */
    RuleFindings(List<Rule> rules, int[] counts, int words, boolean injection) {
        this.rules = rules;
        this.words = words;
        this.injection = injection;
        fired = new BitSet(counts.length);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                fired.set(i);
                // What hides its own sentences has done so, and calms nothing else.
                if (!rules.get(i).ownSentence()) {
                    scores.merge(rules.get(i).group(), rules.get(i).weight() * counts[i], Double::sum);
                }
            }
        }
    }

    private RuleFindings(RuleFindings same, boolean injection) {
        rules = same.rules;
        fired = same.fired;
        scores.putAll(same.scores);
        words = same.words;
        this.injection = injection;
    }

    /** The same of a text that talks to the classifier in a place that the rules do not read. */
    RuleFindings withInjection() {
        return new RuleFindings(this, true);
    }

    /** The sum of the weights of a group's fired rules. */
    double score(RuleGroup group) {
        return scores.getOrDefault(group, 0.0);
    }

    /** How urgent the text is, after calming evidence. */
    double urgency() {
        return score(RuleGroup.URGENT) - score(RuleGroup.CALM);
    }

    /** The summed problem weights of the rules that fired. */
    double problem() {
        return fired.stream().mapToDouble(place -> rules.get(place).problem()).sum();
    }

    /** The summed scores of all groups but the calming one. */
    double strength() {
        double sum = -score(RuleGroup.CALM);
        for (double score : scores.values()) {
            sum += score;
        }
        return sum;
    }

    /** Whether one of the rules at these places fired. */
    boolean any(BitSet places) {
        return fired.intersects(places);
    }

    /** Whether there are such places and all of their rules fired. */
    boolean all(BitSet places) {
        return !places.isEmpty() && places.stream().allMatch(fired::get);
    }

    /** The ids of the rules that fired, in the order of the file. */
    List<String> ruleIds() {
        return fired.stream().mapToObj(place -> rules.get(place).id()).toList();
    }

    int words() {
        return words;
    }

    boolean injection() {
        return injection;
    }
}
