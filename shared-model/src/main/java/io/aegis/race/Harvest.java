package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.ledger.FeedbackLedger;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.ledger.Upgrade;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings late verdicts home: an answer that is paid for upgrades its row, whenever it comes. As many at once as the LLM
 * lane has permits, for a call keeps its permit until it ends. Thread-safe.
 */
final class Harvest {

    /** Nobody waits for an upgrade, so it may sit out a short outage of the database. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Timeline timeline;
    private final FeedbackLedger ledger;
    private final RaceEvents events;
    private final AtomicInteger underWay = new AtomicInteger();

    Harvest(Timeline timeline, FeedbackLedger ledger, RaceEvents events) {
        this.timeline = timeline;
        this.ledger = ledger;
        this.events = events;
    }

    /** Upgrades the row once the call has answered. */
    void await(LlmCall call, UUID row, HeuristicAnalysis heuristic) {
        underWay.incrementAndGet();
        CompletableFuture<Void> _ = call.outcome().thenAccept(outcome -> {
            if (outcome instanceof LlmOutcome.Answered(LlmVerdict verdict)) {
                timeline.start(() -> upgrade(row, heuristic, verdict));
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

    private void upgrade(UUID row, HeuristicAnalysis heuristic, LlmVerdict verdict) {
        try {
            Judgement judgement = Judgement.of(heuristic, verdict);
            Upgrade upgrade = new Upgrade(row, judgement.analysis(), verdict, judgement.reviewReasons());
            events.lateVerdict(verdict, ledger.upgrade(upgrade, Deadline.after(timeline, PATIENCE)));
        } catch (LedgerUnavailableException e) {
            events.lateVerdictLost(e);
        } finally {
            underWay.decrementAndGet();
        }
    }
}
