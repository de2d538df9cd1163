/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.review.Disagreement;
import io.aegis.review.ReviewReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * Holds the LLM's labels against the rules as they are now, which may not be the rules that the row was stored with.
 *
 * @param heuristic the rules
 */
record Auditor(HeuristicAnalyzer heuristic) {

    /** The confidence of two full rules: from there on their evidence is strong. */
    private static final double STRONG = 0.75;

    /**
     * What the rules have against a row.
     *
     * @param rules what they say of it
     * @param reasons why a person should look; empty when nobody needs to
     */
    record Objection(HeuristicAnalysis rules, Set<ReviewReason> reasons) {}

    /** Looks at a row. An urgency that the rules see is strong evidence by itself. */
    Objection look(Candidate candidate) {
        HeuristicAnalysis rules = heuristic.analyze(FeedbackText.ofSanitised(candidate.cleanContent()));
        Set<ReviewReason> reasons = EnumSet.noneOf(ReviewReason.class);
        Set<ReviewReason> all = Disagreement.between(rules.labels(), candidate.verdict());
        if (rules.confidence() >= STRONG) {
            reasons.addAll(all);
        } else if (all.contains(ReviewReason.URGENCY_WITHDRAWN)) {
            reasons.add(ReviewReason.URGENCY_WITHDRAWN);
        }
        if (rules.suspectedInjection()) {
            reasons.add(ReviewReason.SUSPECTED_INJECTION);
        }
        return new Objection(rules, reasons);
    }
}
