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
 * @param ownTopics topics that operators made and whose rules fired: bit n is the topic with number n
 */
public record HeuristicAnalysis(
        Labels labels,
        Priority priority,
        double confidence,
        Evidence evidence,
        boolean suspectedInjection,
        long ownTopics) {

    /** An analysis without topics that operators made. */
    public HeuristicAnalysis(
            Labels labels, Priority priority, double confidence, Evidence evidence, boolean suspectedInjection) {
        this(labels, priority, confidence, evidence, suspectedInjection, 0);
    }

    /** The same with topics that operators made. */
    public HeuristicAnalysis withOwnTopics(long bits) {
        return new HeuristicAnalysis(labels, priority, confidence, evidence, suspectedInjection, bits);
    }

    /** The same, of a text that tries to talk to the classifier. */
    HeuristicAnalysis suspectingInjection() {
        return new HeuristicAnalysis(labels, priority, confidence, evidence, true, ownTopics);
    }
}
