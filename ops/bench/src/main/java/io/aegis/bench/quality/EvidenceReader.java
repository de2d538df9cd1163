/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.embedding.TextEmbedder;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.learning.TopicEvidence;
import java.util.Optional;

/**
 * What is known of a text before anybody is asked, as the product would store it.
 *
 * @param lane the rules
 * @param vectors makes vectors
 */
record EvidenceReader(HeuristicLane lane, TextEmbedder vectors) {

    /** Empty when the product would refuse the text. */
    Optional<TopicEvidence> read(String text, Optional<String> channel) {
        try {
            FeedbackText clean = FeedbackText.of(text);
            HeuristicAnalysis ruled = lane.analyzer().analyze(clean);
            return Optional.of(new TopicEvidence(
                    vectors.embed(clean.value()),
                    ruled.labels(),
                    ruled.evidence().rules(),
                    ruled.evidence().adjustedCompound(),
                    channel));
        } catch (FeedbackTextException e) {
            return Optional.empty();
        }
    }
}
