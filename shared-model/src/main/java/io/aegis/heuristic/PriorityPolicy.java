/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.Priority;
import java.util.BitSet;
import java.util.List;

/**
 * Decides the priority. Rules are named by their places in the rule file.
 *
 * @param criticalAny of urgent texts these are critical
 * @param criticalAll and those where all of these fired
 * @param criticalUrgency and those that are at least this urgent
 * @param highSecurity under the topic Security these are high
 * @param highUnhappy so are these, of unhappy customers
 * @param mediumAny these are medium
 * @param mediumProblem so are problem weights of at least this
 * @param mediumAdjusted and adjusted compounds of at most this
 */
record PriorityPolicy(
        BitSet criticalAny,
        BitSet criticalAll,
        double criticalUrgency,
        BitSet highSecurity,
        List<Unhappy> highUnhappy,
        BitSet mediumAny,
        double mediumProblem,
        double mediumAdjusted) {

    /**
     * Rules that count when the text is negative enough.
     *
     * @param rules one of these has to fire
     * @param adjusted the highest adjusted compound
     * @param vader the highest compound of VADER's own
     */
    record Unhappy(BitSet rules, double adjusted, double vader) {

        private boolean holds(RuleFindings findings, double adjustedCompound, double compound) {
            return findings.any(rules) && adjustedCompound <= adjusted && compound <= vader;
        }
    }

    PriorityPolicy {
        highUnhappy = List.copyOf(highUnhappy);
    }

    /**
     * The priority of a text.
     *
     * @param security whether the topic Security was chosen
     * @param compound VADER's own
     * @param adjusted the corrected compound
     */
    Priority decide(RuleFindings findings, boolean urgent, boolean security, double compound, double adjusted) {
        if (urgent) {
            boolean critical =
                    findings.any(criticalAny) || findings.all(criticalAll) || findings.urgency() >= criticalUrgency;
            return critical ? Priority.CRITICAL : Priority.HIGH;
        }
        boolean theft = security && findings.any(highSecurity);
        if (theft || highUnhappy.stream().anyMatch(clause -> clause.holds(findings, adjusted, compound))) {
            return Priority.HIGH;
        }
        boolean medium = findings.any(mediumAny) || findings.problem() >= mediumProblem || adjusted <= mediumAdjusted;
        return medium ? Priority.MEDIUM : Priority.LOW;
    }
}
