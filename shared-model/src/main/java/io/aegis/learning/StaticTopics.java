/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.StaticEmbedder;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import java.util.Optional;

/**
 * Topics by what was learned of static vectors, as a request gets them: within some ten microseconds, and without any native code. Immutable,
 * thread-safe.
 *
 * @param version of the model
 * @param embedder makes the vectors
 * @param topics what was learned by these
 */
public record StaticTopics(int version, StaticEmbedder embedder, LearnedTopics topics) {

    private static final String ENGLISH = "en";

    /** Other topics than the rules say, of an English text that is like those it learned from; empty where it knows no better. */
    public Optional<LearnedVerdict> judge(FeedbackText text, HeuristicAnalysis ruled) {
        if (ruled.evidence().pack().filter(ENGLISH::equals).isEmpty()) {
            return Optional.empty();
        }
        return topics.correction(new TopicEvidence(
                embedder.embed(text.value()),
                ruled.labels(),
                ruled.evidence().rules(),
                ruled.evidence().adjustedCompound(),
                Optional.empty()));
    }
}
