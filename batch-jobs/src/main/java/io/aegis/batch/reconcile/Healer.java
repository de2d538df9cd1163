package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.feedback.FeedbackHealing.Due;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Heals a handful of rows: claims them, asks the LLM about all of them at once, writes what it said. Thread-safe. */
final class Healer {

    private static final Logger LOG = LoggerFactory.getLogger(Healer.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_UP = Duration.ofMillis(200);

    private final FeedbackHealing rows;
    private final HealingLane lane;
    private final HealingBounds bounds;
    private final Supplier<UUID> tokens;
    private final Ticker ticker;
    private final RandomGenerator random;

    /**
     * A healer.
     *
     * @param tokens new ids for claims
     * @param random for the jitter of delays; used by several threads
     */
    Healer(
            FeedbackHealing rows,
            HealingLane lane,
            HealingBounds bounds,
            Supplier<UUID> tokens,
            Ticker ticker,
            RandomGenerator random) {
        this.rows = rows;
        this.lane = lane;
        this.bounds = bounds;
        this.tokens = tokens;
        this.ticker = ticker;
        this.random = random;
    }

    private enum Fate {
        HEALED,
        SUPERSEDED,
        FAILED,
        REFUSED,
        UNTRIED
    }

    private record Call(StoredFeedback row, LlmCall call) {}

    /**
     * Heals rows, urgent ones first, then the newest.
     *
     * @param most rows, and calls at once
     * @param due which rows
     * @param stopping whether to give back what is not answered yet
     * @throws DatabaseUnavailableException when the database does not let rows be claimed
     */
    Healed heal(int most, Due due, BooleanSupplier stopping) throws DatabaseUnavailableException, InterruptedException {
        UUID token = tokens.get();
        List<StoredFeedback> claimed = rows.claim(token, most, bounds.lease(), due, deadline());
        List<Call> calls = new ArrayList<>();
        List<UUID> untried = new ArrayList<>();
        for (StoredFeedback row : claimed) {
            lane.begin(FeedbackText.ofSanitised(row.cleanContent()))
                    .ifPresentOrElse(call -> calls.add(new Call(row, call)), () -> untried.add(row.id()));
        }
        if (!untried.isEmpty()) {
            rows.release(untried, token, deadline());
        }
        List<Fate> fates = settle(calls, token, stopping);
        return new Healed(
                claimed.size(),
                count(fates, Fate.HEALED),
                count(fates, Fate.SUPERSEDED),
                count(fates, Fate.FAILED),
                count(fates, Fate.REFUSED),
                count(fates, Fate.UNTRIED) + untried.size());
    }

    private List<Fate> settle(List<Call> calls, UUID token, BooleanSupplier stopping) throws InterruptedException {
        List<Fate> fates = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Fate>> settling = calls.stream()
                    .map(call -> threads.submit(() -> settle(call, token, stopping)))
                    .toList();
            for (Future<Fate> each : settling) {
                fates.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("healing a row failed", e.getCause());
        }
        return fates;
    }

    /** A row that cannot be written about keeps its lease until it ends; then it is tried again. */
    private Fate settle(Call call, UUID token, BooleanSupplier stopping) throws InterruptedException {
        try {
            Optional<LlmOutcome> outcome = await(call.call(), stopping);
            if (outcome.isEmpty()) {
                rows.release(List.of(call.row().id()), token, deadline());
                return Fate.UNTRIED;
            }
            return switch (outcome.get()) {
                case LlmOutcome.Answered(LlmVerdict verdict) -> take(call.row(), verdict, token);
                case LlmOutcome.Failed(LlmFailure failure)
                when failure == LlmFailure.CONTENT_REFUSED -> {
                    rows.refused(call.row().id(), token, deadline());
                    yield Fate.REFUSED;
                }
                case LlmOutcome.Failed(LlmFailure failure) -> putOff(call.row(), failure, token);
            };
        } catch (DatabaseUnavailableException e) {
            LOG.atWarn().addKeyValue("feedback", call.row().id()).log("a row could not be healed: {}", e.getMessage());
            return Fate.FAILED;
        }
    }

    private Optional<LlmOutcome> await(LlmCall call, BooleanSupplier stopping) throws InterruptedException {
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

    private Fate take(StoredFeedback row, LlmVerdict verdict, UUID token) throws DatabaseUnavailableException {
        MergedVerdict merged = MergedVerdict.of(heuristic(row), verdict);
        Upgrade upgrade = new Upgrade(row.id(), merged.analysis(), verdict, merged.reviewReasons());
        return rows.heal(upgrade, token, deadline()) ? Fate.HEALED : Fate.SUPERSEDED;
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

    private Fate putOff(StoredFeedback row, LlmFailure failure, UUID token) throws DatabaseUnavailableException {
        long least = bounds.firstDelay().toNanos();
        Duration first = Duration.ofNanos(least / 2 + random.nextLong(least / 2 + 1));
        rows.failed(row.id(), token, failure, first, bounds.longestDelay(), deadline());
        return Fate.FAILED;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static int count(List<Fate> fates, Fate fate) {
        return (int) fates.stream().filter(each -> each == fate).count();
    }
}
