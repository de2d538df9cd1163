/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.List;
import java.util.Set;

/**
 * One rule of a rule set.
 *
 * @param id what agents see as evidence
 * @param group what its weight counts for
 * @param weight what it adds to the group's score, above 0
 * @param problem its weight as evidence of a problem, 0 when it is none
 * @param negatable whether a match shortly after a negator is void ("no bugs")
 * @param cap how often matches count, at least 1
 * @param patterns one that matches fires the rule
 * @param unless one that matches anywhere in the text silences the rule
 * @param yieldsTo the ids of rules of which any that fires in the text silences this one
 * @param withinClause whether a part has to stay inside one clause, not only inside one sentence
 * @param voidedBy where one of these ends, no word of a match counts
 * @param ownSentence whether it hides its own sentences from the urgent rules, instead of calming the whole text
 */
record Rule(
        String id,
        RuleGroup group,
        double weight,
        double problem,
        boolean negatable,
        int cap,
        List<Pattern> patterns,
        List<Pattern> unless,
        Set<String> yieldsTo,
        boolean withinClause,
        List<Pattern> voidedBy,
        boolean ownSentence) {

    Rule {
        patterns = List.copyOf(patterns);
        unless = List.copyOf(unless);
        yieldsTo = Set.copyOf(yieldsTo);
        voidedBy = List.copyOf(voidedBy);
    }

    /** A rule that yields to none and reads whole sentences. */
    Rule(
            String id,
            RuleGroup group,
            double weight,
            double problem,
            boolean negatable,
            int cap,
            List<Pattern> patterns,
            List<Pattern> unless) {
        this(id, group, weight, problem, negatable, cap, patterns, unless, Set.of(), false, List.of(), false);
    }
}
