/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.LearnedLabels;
import io.aegis.feedback.Status;
import io.aegis.heuristic.Evidence;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of feedback as the store holds it.
 *
 * @param id UUIDv7
 * @param rawContent as received; never to be rendered unescaped
 * @param cleanContent sanitised
 * @param analysis what it carries now
 * @param evidence of the heuristic lane, kept beside an LLM's labels too
 * @param status whether somebody dealt with it
 * @param resolutionNote what that person wrote
 * @param needsReview whether a review is open
 * @param submissions how many times this text came
 * @param createdAt when it first came
 * @param updatedAt when the row last changed, submission counts aside
 * @param version grows with every such change
 * @param learned labels that jobs gave it
 * @param aiRefused whether an LLM, or its provider, did not want to deal with this text; no LLM is asked about it again
 */
public record StoredFeedback(
        UUID id,
        String rawContent,
        String cleanContent,
        Analysis analysis,
        Evidence evidence,
        Status status,
        Optional<String> resolutionNote,
        boolean needsReview,
        long submissions,
        Instant createdAt,
        Instant updatedAt,
        long version,
        LearnedLabels learned,
        boolean aiRefused) {

    /** A row that no LLM refused and no job has looked at. */
    public StoredFeedback(
            UUID id,
            String rawContent,
            String cleanContent,
            Analysis analysis,
            Evidence evidence,
            Status status,
            Optional<String> resolutionNote,
            boolean needsReview,
            long submissions,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        this(
                id,
                rawContent,
                cleanContent,
                analysis,
                evidence,
                status,
                resolutionNote,
                needsReview,
                submissions,
                createdAt,
                updatedAt,
                version,
                LearnedLabels.NONE,
                false);
    }

    /** The same row with another count of submissions. */
    public StoredFeedback withSubmissions(long count) {
        return new StoredFeedback(
                id,
                rawContent,
                cleanContent,
                analysis,
                evidence,
                status,
                resolutionNote,
                needsReview,
                count,
                createdAt,
                updatedAt,
                version,
                learned,
                aiRefused);
    }
}
