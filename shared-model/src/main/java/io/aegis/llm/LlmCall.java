package io.aegis.llm;

import java.util.concurrent.CompletableFuture;

/**
 * A call under way. It goes on, within its own limit, whether or not anybody waits for it.
 *
 * @param outcome completes normally, always, with the outcome; never exceptionally
 * @param worthWaiting false when recent calls all missed their deadline, so that the caller should answer at once and
 *     take the outcome as a late one
 * @param missed to be run by a caller that waited until its deadline in vain
 */
public record LlmCall(CompletableFuture<LlmOutcome> outcome, boolean worthWaiting, Runnable missed) {}
