/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Asks an LLM about a row. One about which no call can be made now is given back; one whose text the LLM refuses keeps the
 * heuristic's labels for good. Thread-safe.
 */
final class HealingProcessor implements ItemProcessor<ClaimedRow, HealedRow> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_UP = Duration.ofMillis(200);

    private final FeedbackHealing rows;
    private final HealingLane lane;
    private final HealingBounds bounds;
    private final HealingTally tally;
    private final Ticker ticker;
    private final BooleanSupplier stopping;

    /** @param stopping whether to give back what is not answered yet */
    HealingProcessor(
            FeedbackHealing rows,
            HealingLane lane,
            HealingBounds bounds,
            HealingTally tally,
            Ticker ticker,
            BooleanSupplier stopping) {
        this.rows = rows;
        this.lane = lane;
        this.bounds = bounds;
        this.tally = tally;
        this.ticker = ticker;
        this.stopping = stopping;
    }

    /**
     * Asks.
     *
     * @throws NoVerdictException when no LLM gave a verdict
     */
    @Override
    public @Nullable HealedRow process(ClaimedRow claimed)
            throws NoVerdictException, DatabaseUnavailableException, InterruptedException {
        Optional<LlmCall> call =
                lane.begin(FeedbackText.ofSanitised(claimed.row().cleanContent()));
        Optional<LlmOutcome> outcome = call.isPresent() ? await(call.get()) : Optional.empty();
        if (outcome.isEmpty()) {
            tally.untried();
            rows.release(List.of(claimed.row().id()), claimed.token(), Deadline.after(ticker, TIMEOUT));
            return null;
        }
        return switch (outcome.get()) {
            case LlmOutcome.Answered(LlmVerdict verdict) -> taken(claimed, verdict);
            case LlmOutcome.Failed(LlmFailure failure)
            when failure == LlmFailure.CONTENT_REFUSED -> {
                tally.refused();
                rows.refused(claimed.row().id(), claimed.token(), Deadline.after(ticker, TIMEOUT));
                yield null;
            }
            case LlmOutcome.Failed(LlmFailure failure) -> throw new NoVerdictException(failure);
        };
    }

    private Optional<LlmOutcome> await(LlmCall call) throws InterruptedException {
        // The call ends by itself; this is for the case that it does not.
        Deadline limit = Deadline.after(ticker, bounds.lease());
        while (!limit.passed() && !stopping.getAsBoolean()) {
            try {
                return Optional.of(call.outcome().get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                // Look whether it is still wanted.
            } catch (ExecutionException e) {
                throw new IllegalStateException("a call never ends exceptionally", e);
            }
        }
        return Optional.ofNullable(call.outcome().getNow(null));
    }

    private static HealedRow taken(ClaimedRow claimed, LlmVerdict verdict) {
        MergedVerdict merged = MergedVerdict.of(heuristic(claimed.row()), verdict);
        return new HealedRow(
                new Upgrade(claimed.row().id(), merged.analysis(), verdict, merged.reviewReasons()), claimed.token());
    }

    /** What the row carries is what the rules said of it. What they suspected is on record with its review. */
    private static HeuristicAnalysis heuristic(StoredFeedback row) {
        return new HeuristicAnalysis(
                row.analysis().labels(),
                row.analysis().priority(),
                row.analysis().confidence(),
                row.evidence(),
                false);
    }
}
