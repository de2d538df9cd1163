/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.FeedbackStore;
import io.aegis.storage.Upgrade;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Applies LLM verdicts that come after the deadline to the rows that were stored without them: an answer that is paid for
 * upgrades its row, whenever it comes. As many at once as the LLM lane has permits, for a call keeps its permit until it ends.
 * Thread-safe.
 */
final class LateUpgrades {

    /** Nobody waits for an upgrade, so it may sit out a short outage of the database. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Timeline timeline;
    private final FeedbackStore store;
    private final RaceEvents events;
    private final AtomicInteger underWay = new AtomicInteger();

    LateUpgrades(Timeline timeline, FeedbackStore store, RaceEvents events) {
        this.timeline = timeline;
        this.store = store;
        this.events = events;
    }

    /** Upgrades the row once the call has answered. */
    void await(LlmCall call, UUID row, HeuristicAnalysis heuristic) {
        underWay.incrementAndGet();
        CompletableFuture<Void> _ = call.outcome().thenAccept(outcome -> {
            if (outcome instanceof LlmOutcome.Answered(LlmVerdict verdict)) {
                timeline.start(() -> upgrade(row, heuristic, verdict));
            } else if (outcome.isRefusal()) {
                timeline.start(() -> keepRefusal(row));
            } else {
                underWay.decrementAndGet();
            }
        });
    }

    /** Upgrades the row with a verdict that is there already. */
    void take(LlmVerdict verdict, UUID row, HeuristicAnalysis heuristic) {
        underWay.incrementAndGet();
        timeline.start(() -> upgrade(row, heuristic, verdict));
    }

    int underWay() {
        return underWay.get();
    }

    private void keepRefusal(UUID row) {
        try {
            store.keepRefusal(row, Deadline.after(timeline, TIMEOUT));
        } catch (DatabaseUnavailableException e) {
            events.lateVerdictLost(e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void upgrade(UUID row, HeuristicAnalysis heuristic, LlmVerdict verdict) {
        try {
            MergedVerdict merged = MergedVerdict.of(heuristic, verdict);
            Upgrade upgrade = new Upgrade(row, merged.analysis(), verdict, merged.reviewReasons());
            events.lateVerdict(verdict, store.upgrade(upgrade, Deadline.after(timeline, TIMEOUT)));
        } catch (DatabaseUnavailableException e) {
            events.lateVerdictLost(e);
        } finally {
            underWay.decrementAndGet();
        }
    }
}
