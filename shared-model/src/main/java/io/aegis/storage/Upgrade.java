/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import io.aegis.feedback.Analysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.review.ReviewReason;
import java.util.Set;
import java.util.UUID;

/**
 * A late LLM verdict for a row that carries the heuristic's.
 *
 * @param id of the row
 * @param analysis what the row shall carry
 * @param verdict the LLM's, for the audit trail
 * @param reviewReasons why a person should look; empty when nobody needs to
 */
public record Upgrade(UUID id, Analysis analysis, LlmVerdict verdict, Set<ReviewReason> reviewReasons) {

    /** Copies the reasons. */
    public Upgrade {
        reviewReasons = Set.copyOf(reviewReasons);
    }
}
