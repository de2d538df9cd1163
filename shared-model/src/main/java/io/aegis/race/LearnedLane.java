/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.learning.LearnedVerdict;
import java.util.Optional;

/** The classifier that jobs trained: corrects the labels of the rules, in microseconds, when no LLM answers. Thread-safe. */
@FunctionalInterface
public interface LearnedLane {

    /** Nothing was learned. */
    LearnedLane NONE = (text, byRules) -> Optional.empty();

    /**
     * A verdict, and whose it is.
     *
     * @param verdict other labels than those of the rules
     * @param version of the model
     */
    record Said(LearnedVerdict verdict, int version) {

        /** What a row carries then, with the priority that the rules gave: no topic asks for another. */
        Analysis analysis(HeuristicAnalysis byRules) {
            return new Analysis(
                    verdict.labels(),
                    byRules.priority(),
                    verdict.confidence(),
                    AnalysisSource.FALLBACK,
                    Analysis.LEARNED_PROVIDER + version);
        }
    }

    /** What is to be said instead of what the rules say; empty when they know as well or better. */
    Optional<Said> judge(FeedbackText text, HeuristicAnalysis byRules);
}
