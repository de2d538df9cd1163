/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;

/**
 * What the heuristic lane says of a text.
 *
 * @param labels sentiment, topics, urgency
 * @param priority by the priority rules
 * @param confidence strength of the evidence, 0..1; 0.5 when no rule fired
 * @param evidence VADER's numbers and the rules that fired
 * @param suspectedInjection whether the text tries to talk to the classifier
 */
public record HeuristicAnalysis(
        Labels labels, Priority priority, double confidence, Evidence evidence, boolean suspectedInjection) {

    /** The same, of a text that tries to talk to the classifier. */
    HeuristicAnalysis suspectingInjection() {
        return new HeuristicAnalysis(labels, priority, confidence, evidence, true);
    }
}
