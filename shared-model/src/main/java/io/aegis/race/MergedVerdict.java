/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.review.Disagreement;
import io.aegis.review.ReviewReason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the verdicts of the lanes come to.
 *
 * @param analysis what a row shall carry
 * @param reviewReasons why a person should look; empty when nobody needs to
 */
public record MergedVerdict(Analysis analysis, Set<ReviewReason> reviewReasons) {

    /** Copies the reasons. */
    public MergedVerdict {
        reviewReasons = Collections.unmodifiableSet(
                reviewReasons.isEmpty() ? EnumSet.noneOf(ReviewReason.class) : EnumSet.copyOf(reviewReasons));
    }

    /** The heuristic alone. */
    public static MergedVerdict of(HeuristicAnalysis heuristic) {
        EnumSet<ReviewReason> reasons = injection(heuristic);
        if (!heuristic.evidence().reliable()) {
            reasons.add(ReviewReason.LANGUAGE);
        }
        return new MergedVerdict(
                new Analysis(
                        heuristic.labels(),
                        heuristic.priority(),
                        heuristic.confidence(),
                        AnalysisSource.FALLBACK,
                        Analysis.HEURISTIC_PROVIDER),
                reasons);
    }

    /**
     * Both lanes: the LLM's labels, except that what the rules call urgent stays urgent until a person decides. Rules
     * catch wording and the LLM catches implication, so either may raise an alarm and neither may silence the other's.
     * What the rules cannot read they have no part in.
     */
    public static MergedVerdict of(HeuristicAnalysis heuristic, LlmVerdict verdict) {
        EnumSet<ReviewReason> reasons = injection(heuristic);
        boolean read = heuristic.evidence().reliable();
        if (read) {
            reasons.addAll(Disagreement.between(heuristic.labels(), verdict.labels()));
        }
        Labels labels = verdict.labels()
                .withUrgent(verdict.labels().urgent() || heuristic.labels().urgent());
        return new MergedVerdict(
                new Analysis(
                        labels,
                        priority(read ? heuristic.priority() : Priority.LOW, labels),
                        verdict.confidence(),
                        AnalysisSource.AI,
                        verdict.provider()),
                reasons);
    }

    /**
     * A person's decision, which needs no review. Priority follows the labels, and the rules as far as the person agrees
     * with them: where they saw an urgency that the person does not, or could not read the text, they say nothing.
     *
     * @param labels that the person decided
     * @param source which lane's labels they are; for labels of the person's own, the one that the row came from
     * @param provider who gave them
     * @return an analysis of confidence 1
     */
    public static Analysis byPerson(
            HeuristicAnalysis heuristic, Labels labels, AnalysisSource source, String provider) {
        boolean overruled =
                !heuristic.evidence().reliable() || (heuristic.labels().urgent() && !labels.urgent());
        Priority byRules = overruled ? Priority.LOW : heuristic.priority();
        return new Analysis(labels, priority(byRules, labels), 1, source, provider);
    }

    private static EnumSet<ReviewReason> injection(HeuristicAnalysis heuristic) {
        return heuristic.suspectedInjection()
                ? EnumSet.of(ReviewReason.SUSPECTED_INJECTION)
                : EnumSet.noneOf(ReviewReason.class);
    }

    /** The rules' priority, raised to what the labels alone ask for. */
    public static Priority priority(Priority byRules, Labels labels) {
        Priority least = labels.urgent()
                ? Priority.HIGH
                : labels.sentiment() == Sentiment.NEGATIVE ? Priority.MEDIUM : Priority.LOW;
        return byRules.compareTo(least) >= 0 ? byRules : least;
    }
}
