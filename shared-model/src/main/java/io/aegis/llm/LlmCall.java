/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.concurrent.CompletableFuture;

/**
 * A call under way. It goes on, within its own limit, whether or not anybody waits for it.
 *
 * @param outcome completes normally, always, with the outcome; never exceptionally
 * @param worthWaiting false when recent calls all missed their deadline, so that the caller should answer at once and
 *     take the outcome as a late one
 * @param onMiss what {@link #missed()} does
 */
public record LlmCall(CompletableFuture<LlmOutcome> outcome, boolean worthWaiting, Runnable onMiss) {

    /** A call of a lane that does not care who waits for it. */
    public LlmCall(CompletableFuture<LlmOutcome> outcome, boolean worthWaiting) {
        this(outcome, worthWaiting, () -> {});
    }

    /**
     * To be called by who waited for the outcome and gave up at the deadline, so that the lane learns how long its
     * callers wait and whether waiting is worth it. Only the first report of a call counts, and none after its outcome.
     */
    public void missed() {
        onMiss.run();
    }
}
