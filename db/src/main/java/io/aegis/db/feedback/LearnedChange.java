/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.learning.LearnedVerdict;
import io.aegis.race.MergedVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Other labels for a row.
 *
 * @param row as it was read
 * @param labels that it shall carry
 * @param confidence in them
 * @param provider who gives them
 * @param evidence ids of rules, and the labelled texts that are nearest
 */
public record LearnedChange(LearnedRow row, Labels labels, double confidence, String provider, List<String> evidence) {

    /** Copies the evidence. */
    public LearnedChange {
        evidence = List.copyOf(evidence);
    }

    /**
     * What a row is to carry: what was learned where that is something else than what the rules say, and what the rules say
     * otherwise.
     *
     * @param verdict of what was learned, if it has one
     * @param version of the model
     * @return empty when it carries that already
     */
    public static Optional<LearnedChange> of(LearnedRow row, Optional<LearnedVerdict> verdict, int version) {
        List<String> evidence = new ArrayList<>(row.evidence().rules());
        LearnedChange wanted = verdict.filter(
                        learned -> !learned.labels().equals(row.evidence().ruled()))
                .map(learned -> {
                    learned.nearest().forEach(id -> evidence.add(LearnedRow.SIMILAR + id));
                    return new LearnedChange(
                            row, learned.labels(), learned.confidence(), Analysis.LEARNED_PROVIDER + version, evidence);
                })
                .orElseGet(() -> new LearnedChange(
                        row, row.evidence().ruled(), row.ruledConfidence(), Analysis.HEURISTIC_PROVIDER, evidence));
        boolean carried =
                row.provider().equals(wanted.provider()) && row.labels().equals(wanted.labels());
        return carried ? Optional.empty() : Optional.of(wanted);
    }

    /** That of the rules, raised to what the labels alone ask for where those were learned. */
    Priority priority() {
        Priority ruled = ruledPriority();
        return learned() ? MergedVerdict.priority(ruled, labels) : ruled;
    }

    /** What to go back to. */
    Priority ruledPriority() {
        return row.ruledPriority().orElse(row.priority());
    }

    /** Whether the rules say something else. */
    boolean learned() {
        return !provider.equals(Analysis.HEURISTIC_PROVIDER);
    }

    /** Whether it makes a row urgent that was not. */
    boolean alarming() {
        return labels.urgent() && !row.labels().urgent();
    }
}
