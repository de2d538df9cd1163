/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.reviews;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Status;
import io.aegis.review.ReviewReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A question to a person, with all that is needed to answer it.
 *
 * @param id of the review
 * @param reasons why it is asked; empty of a row about which nothing was asked, and which a person may label all the same
 * @param createdAt when it was opened
 * @param row that it is about
 * @param heuristic what the rules said
 * @param ai what the LLM said; empty when it was not asked yet
 * @param answer what was decided; empty while it is open
 */
public record Review(
        UUID id,
        Set<ReviewReason> reasons,
        Instant createdAt,
        Subject row,
        Verdict heuristic,
        Optional<Verdict> ai,
        Optional<Answer> answer) {

    /** Copies the reasons. */
    public Review {
        reasons = Set.copyOf(reasons);
    }

    /** Whether there is such a question, or was. */
    public boolean asked() {
        return !reasons.isEmpty();
    }

    /**
     * The row of feedback.
     *
     * @param id of the row
     * @param version that was read
     * @param rawContent as received; never to be rendered unescaped
     * @param cleanContent sanitised
     * @param labels that it carries now
     * @param status whether somebody dealt with it
     * @param ownTopics topics that operators made: bit n is the topic with number n
     */
    public record Subject(
            UUID id,
            long version,
            String rawContent,
            String cleanContent,
            Labels labels,
            Status status,
            long ownTopics) {}

    /**
     * What a lane said.
     *
     * @param id in the audit trail
     * @param provider who said it
     * @param labels as given
     * @param confidence 0..1
     * @param createdAt when
     */
    public record Verdict(UUID id, String provider, Labels labels, double confidence, Instant createdAt) {}

    /**
     * What a person decided.
     *
     * @param decision which side
     * @param labels that the row took
     * @param note what the person wrote
     * @param by id of the person's key
     * @param at when
     */
    public record Answer(ReviewDecision decision, Labels labels, Optional<String> note, String by, Instant at) {}
}
