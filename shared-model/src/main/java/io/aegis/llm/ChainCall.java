/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call along the chain of providers: each is asked at most once, until one answers or declines to deal with the text,
 * which then is not shown to others. Its first provider's waiting
 * rule learns how callers fared, for the rule says whether a call that starts there is worth waiting for.
 */
final class ChainCall implements Runnable {

    private final FeedbackText text;
    private final Provider.Attempt first;
    private final Iterator<Provider> rest;
    private final Semaphore bulkhead;
    private final LlmEvents events;
    private final Ticker ticker;

    private final CompletableFuture<LlmOutcome> outcome = new CompletableFuture<>();
    /** Whether it is decided who was first: the answer, or the caller's timeout. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private final boolean waitedFor;
    private final long start;

    /**
     * A call that is ready to run.
     *
     * @param first the leave to ask the first provider
     * @param rest the providers after it, in order
     * @param bulkhead gets a permit back at the end of the run
     */
    ChainCall(
            FeedbackText text,
            Provider.Attempt first,
            List<Provider> rest,
            Semaphore bulkhead,
            LlmEvents events,
            Ticker ticker) {
        this.text = text;
        this.first = first;
        this.rest = rest.iterator();
        this.bulkhead = bulkhead;
        this.events = events;
        this.ticker = ticker;
        this.waitedFor = waiting().worthWaiting();
        this.start = ticker.nanos();
    }

    /** What the caller sees of it. */
    LlmCall handle() {
        return new LlmCall(outcome, waitedFor, this::missed);
    }

    @Override
    public void run() {
        LlmOutcome end = new LlmOutcome.Failed(LlmFailure.NETWORK);
        try {
            end = askInTurn();
        } finally {
            bulkhead.release();
            outcome.complete(end);
        }
    }

    private LlmOutcome askInTurn() {
        LlmOutcome end = first.run(text);
        while (end instanceof LlmOutcome.Failed(LlmFailure failure)
                && failure != LlmFailure.CONTENT_REFUSED
                && !Thread.currentThread().isInterrupted()
                && rest.hasNext()) {
            Optional<Provider.Attempt> next = rest.next().admit();
            if (next.isPresent()) {
                end = next.get().run(text);
            }
        }
        if (end instanceof LlmOutcome.Answered && settled.compareAndSet(false, true)) {
            answered(ticker.nanos() - start);
        }
        return end;
    }

    private void answered(long nanos) {
        if (waitedFor) {
            waiting().inTime();
        } else {
            waiting().answeredUnwaited(nanos);
        }
    }

    private void missed() {
        if (!outcome.isDone() && settled.compareAndSet(false, true)) {
            waiting().missed(ticker.nanos() - start);
            events.missed(first.provider().label());
        }
    }

    private WaitingRule waiting() {
        return first.provider().waiting();
    }
}
