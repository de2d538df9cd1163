/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import io.aegis.learning.LearnedVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Other topics for a row.
 *
 * @param row as it was read
 * @param topics that it shall carry
 * @param confidence in them
 * @param provider who gives them
 * @param evidence ids of rules, and the labelled texts that are nearest
 */
public record LearnedChange(
        LearnedRow row, Set<Topic> topics, double confidence, String provider, List<String> evidence) {

    private static final String LEARNED = "learned:v";

    /** Copies the topics and the evidence. */
    public LearnedChange {
        topics = Set.copyOf(topics);
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
                        learned -> !learned.topics().equals(row.evidence().ruled()))
                .map(learned -> {
                    learned.nearest().forEach(id -> evidence.add(LearnedRow.SIMILAR + id));
                    return new LearnedChange(row, learned.topics(), learned.confidence(), LEARNED + version, evidence);
                })
                .orElseGet(() -> new LearnedChange(
                        row, row.evidence().ruled(), row.ruledConfidence(), Analysis.HEURISTIC_PROVIDER, evidence));
        boolean carried = row.provider().equals(wanted.provider())
                && row.labels().topics().equals(wanted.topics());
        return carried ? Optional.empty() : Optional.of(wanted);
    }

    Labels labels() {
        return new Labels(row.labels().sentiment(), topics, row.labels().urgent());
    }
}
