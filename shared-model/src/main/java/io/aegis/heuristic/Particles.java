/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.List;
import java.util.Map;

/**
 * The small words that say how far a negation reaches.
 *
 * @param negator the id of the term of the negators
 * @param turn the id of the term of the words that begin a clause, such as "but"
 * @param last the id of the term of the words before the last of a list, such as "or"
 * @param lists where one of these ends, a list begins that is negated whole: "no bugs, crashes or data loss"
 */
record Particles(int negator, int turn, int last, List<Pattern> lists) {

    Particles {
        lists = List.copyOf(lists);
    }

    /** Those that a file's classes of words tell of. */
    static Particles of(Map<String, Term> classes, Terms terms, List<Pattern> lists) {
        return new Particles(
                terms.idOf(classes.getOrDefault(RuleFile.NEGATORS, Term.NOTHING)),
                terms.idOf(classes.getOrDefault(RuleFile.TURNS, Term.NOTHING)),
                terms.idOf(classes.getOrDefault(RuleFile.LAST, Term.NOTHING)),
                lists);
    }
}
