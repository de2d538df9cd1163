/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.review.ReviewReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Analysed feedback that is about to be stored.
 *
 * @param id UUIDv7
 * @param hash of {@code text}; unique in the store
 * @param rawContent as received, without control characters
 * @param text sanitised
 * @param analysis what the row will carry
 * @param heuristic the heuristic lane's verdict
 * @param verdict the LLM's, when it came in time
 * @param reviewReasons why a person should look; empty when nobody needs to
 * @param metadata of this submission
 * @param createdAt when it was received
 * @param aiRefused whether an LLM, or its provider, did not want to deal with the text
 * @param similar ids of the labelled texts that are nearest, where what was learned of these decided
 */
public record NewFeedback(
        UUID id,
        ContentHash hash,
        String rawContent,
        FeedbackText text,
        Analysis analysis,
        HeuristicAnalysis heuristic,
        Optional<LlmVerdict> verdict,
        Set<ReviewReason> reviewReasons,
        Metadata metadata,
        Instant createdAt,
        boolean aiRefused,
        List<UUID> similar) {

    /** Copies the reasons and the ids. */
    public NewFeedback {
        reviewReasons = Set.copyOf(reviewReasons);
        similar = List.copyOf(similar);
    }

    /** Whether what was learned decided, rather than the rules or an LLM. */
    public boolean learned() {
        return analysis.provider().startsWith(Analysis.LEARNED_PROVIDER);
    }

    /** Topics that operators made, by rules or by the LLM: bit n is the topic with number n. */
    public long ownTopics() {
        return heuristic.ownTopics() | verdict.map(LlmVerdict::ownTopics).orElse(0L);
    }

    /** Feedback that the rules or an LLM decided on. */
    public NewFeedback(
            UUID id,
            ContentHash hash,
            String rawContent,
            FeedbackText text,
            Analysis analysis,
            HeuristicAnalysis heuristic,
            Optional<LlmVerdict> verdict,
            Set<ReviewReason> reviewReasons,
            Metadata metadata,
            Instant createdAt,
            boolean aiRefused) {
        this(
                id,
                hash,
                rawContent,
                text,
                analysis,
                heuristic,
                verdict,
                reviewReasons,
                metadata,
                createdAt,
                aiRefused,
                List.of());
    }

    /** Feedback that no LLM refused. */
    public NewFeedback(
            UUID id,
            ContentHash hash,
            String rawContent,
            FeedbackText text,
            Analysis analysis,
            HeuristicAnalysis heuristic,
            Optional<LlmVerdict> verdict,
            Set<ReviewReason> reviewReasons,
            Metadata metadata,
            Instant createdAt) {
        this(id, hash, rawContent, text, analysis, heuristic, verdict, reviewReasons, metadata, createdAt, false);
    }
}
