/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.feedback.FeedbackText;
import java.util.Optional;

/** The lane that may be slow, broken or absent. Thread-safe. */
public interface LlmLane {

    /**
     * Starts a call in the background, unless no provider is configured, all circuits are open, no permit is free or
     * the day's budget is spent. Returns at once and never throws.
     *
     * @return the call, or empty when there will be none
     */
    Optional<LlmCall> begin(FeedbackText text);

    /** A lane without providers: the heuristic answers alone. */
    static LlmLane none() {
        return text -> Optional.empty();
    }
}
