/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.dedupe.Flights;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmLane;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import io.aegis.race.RaceEvents.Outcome;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.FeedbackStore;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers every submission by its deadline: with the stored row of a text that came before, or else with the better of
 * two verdicts that raced, durable before it is told. The heuristic always finishes; the LLM wins if it is in time, and
 * upgrades the row if it is late.
 *
 * <p>Runs on the caller's thread and blocks it; meant for virtual threads. Thread-safe.
 */
public final class Arbiter {

    private final RaceSettings settings;
    private final Timeline timeline;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final FeedbackStore store;
    private final SubmissionCounter repeats;
    private final HeuristicAnalyzer heuristic;
    private final LearnedLane learned;
    private final LlmLane llm;
    private final RaceEvents events;
    private final LateUpgrades lateUpgrades;
    private final StoreTime storeTime;

    /** What the first of identical submissions brings home for the others: the row, or nothing when it failed. */
    private final Flights<Optional<StoredFeedback>> flights = new Flights<>();

    private record Raced(StoreResult stored, Outcome outcome, Timings timings) {}

    /**
     * An arbiter.
     *
     * @param settings how a request's time is divided
     * @param timeline monotonic time, waiting, work on the side
     * @param clock tells when feedback was received
     * @param ids UUIDv7, one per row
     * @param store where feedback is durable
     * @param repeats counts repeated submissions
     * @param heuristic the lane that always answers
     * @param learned corrects it where no LLM answers
     * @param llm the lane that may not
     * @param events counts outcomes
     */
    public Arbiter(
            RaceSettings settings,
            Timeline timeline,
            Clock clock,
            Supplier<UUID> ids,
            FeedbackStore store,
            SubmissionCounter repeats,
            HeuristicAnalyzer heuristic,
            LearnedLane learned,
            LlmLane llm,
            RaceEvents events) {
        this.settings = settings;
        this.timeline = timeline;
        this.clock = clock;
        this.ids = ids;
        this.store = store;
        this.repeats = repeats;
        this.heuristic = heuristic;
        this.learned = learned;
        this.llm = llm;
        this.events = events;
        this.lateUpgrades = new LateUpgrades(timeline, store, events);
        this.storeTime = new StoreTime(
                settings.leastStore(), settings.firstStore(), settings.limit().dividedBy(3));
    }

    /** The deadline of a request that has just been read. */
    public Deadline deadline() {
        return Deadline.after(timeline, settings.limit());
    }

    /** Late verdicts not brought home yet; what a graceful shutdown waits for. */
    public int pendingUpgrades() {
        return lateUpgrades.underWay();
    }

    /** Texts being answered for the first time right now. */
    public int flying() {
        return flights.size();
    }

    /**
     * Answers a submission.
     *
     * @throws DatabaseUnavailableException when nothing could be confirmed by the deadline; repeating is safe
     */
    public SubmissionResult submit(Submission submission, Deadline deadline) throws DatabaseUnavailableException {
        try {
            return leadOrFollow(submission, ContentHash.of(submission.text()), deadline);
        } catch (DatabaseUnavailableException e) {
            events.answered(Outcome.UNAVAILABLE);
            throw e;
        }
    }

    /** Each failed flight costs its leader the answer, not those who followed: one of them leads the next. */
    private SubmissionResult leadOrFollow(Submission submission, ContentHash hash, Deadline deadline)
            throws DatabaseUnavailableException {
        long before = timeline.nanos();
        while (true) {
            CompletableFuture<Optional<StoredFeedback>> mine = new CompletableFuture<>();
            Optional<CompletableFuture<Optional<StoredFeedback>>> leading = flights.join(hash, mine);
            if (leading.isEmpty()) {
                return lead(submission, hash, mine, deadline);
            }
            Optional<StoredFeedback> row = timeline.await(leading.get(), deadline)
                    .orElseThrow(() ->
                            new DatabaseUnavailableException("an identical text in flight was not stored in time"));
            if (row.isPresent()) {
                return repeat(submission, row.get(), timeline.nanos() - before, Outcome.SHARED_FLIGHT, deadline);
            }
        }
    }

    private SubmissionResult lead(
            Submission submission,
            ContentHash hash,
            CompletableFuture<Optional<StoredFeedback>> flight,
            Deadline deadline)
            throws DatabaseUnavailableException {
        // Looking up inside the flight leaves no gap in which an identical text finds neither a row nor a flight.
        Optional<StoredFeedback> result = Optional.empty();
        try {
            long before = timeline.nanos();
            Optional<StoredFeedback> known = store.find(hash, deadline);
            long dedupe = timeline.nanos() - before;
            if (known.isPresent()) {
                result = known;
                return repeat(submission, known.get(), dedupe, Outcome.DUPLICATE, deadline);
            }
            Raced raced = race(submission, hash, dedupe, deadline);
            StoredFeedback row = raced.stored().row();
            result = Optional.of(row);
            if (raced.stored() instanceof StoreResult.AlreadyStored) {
                return new SubmissionResult(
                        repeat(submission, row, dedupe, Outcome.DUPLICATE, deadline)
                                .row(),
                        true,
                        raced.timings());
            }
            events.answered(raced.outcome());
            return new SubmissionResult(row, false, raced.timings());
        } finally {
            // In this order those who followed in vain find no flight, or the next.
            flights.land(hash, flight);
            flight.complete(result);
        }
    }

    private SubmissionResult repeat(
            Submission submission, StoredFeedback row, long dedupe, Outcome outcome, Deadline deadline)
            throws DatabaseUnavailableException {
        long before = timeline.nanos();
        if (!submission.metadata().isEmpty()) {
            store.keepMetadata(row.id(), submission.metadata(), clock.instant(), deadline);
        }
        Instant now = clock.instant();
        Instant occurred =
                submission.metadata().occurredAt().filter(now::isAfter).orElse(now);
        long pending = repeats.count(row.id(), now, occurred)
                .orElseThrow(() -> new DatabaseUnavailableException("repeats cannot be counted at present"));
        events.answered(outcome);
        return new SubmissionResult(
                row.withSubmissions(row.submissions() + pending),
                true,
                new Timings(dedupe, 0, 0, submission.metadata().isEmpty() ? 0 : timeline.nanos() - before));
    }

    private Raced race(Submission submission, ContentHash hash, long dedupe, Deadline deadline)
            throws DatabaseUnavailableException {
        Optional<LlmCall> call = llm.begin(submission.text());
        long started = timeline.nanos();
        HeuristicAnalysis byRules = heuristic.analyze(submission.text());
        long analysed = timeline.nanos();
        Optional<LlmOutcome> outcome = call.filter(LlmCall::worthWaiting).flatMap(c -> waitFor(c, deadline));
        long waited = timeline.nanos();
        Optional<LlmVerdict> verdict = outcome.flatMap(Arbiter::verdict);

        boolean refused = outcome.filter(LlmOutcome::isRefusal).isPresent();
        StoreResult stored = store(judged(submission, hash, byRules, verdict, refused), deadline);
        lateUpgradesLate(call, outcome, verdict, stored, byRules);
        return new Raced(
                stored,
                outcomeOf(call, outcome, verdict),
                new Timings(dedupe, analysed - started, waited - analysed, timeline.nanos() - waited));
    }

    /** Waits for as long as storing will still fit in before the deadline. */
    private Optional<LlmOutcome> waitFor(LlmCall call, Deadline deadline) {
        long keptBack = settings.margin().toNanos() + storeTime.reserve();
        Optional<LlmOutcome> outcome = timeline.await(call.outcome(), deadline.earlierBy(keptBack));
        if (outcome.isEmpty()) {
            call.missed();
        }
        return outcome;
    }

    private StoreResult store(NewFeedback feedback, Deadline deadline) throws DatabaseUnavailableException {
        long before = timeline.nanos();
        try {
            return store.store(feedback, deadline);
        } finally {
            storeTime.record(timeline.nanos() - before);
        }
    }

    private NewFeedback judged(
            Submission submission,
            ContentHash hash,
            HeuristicAnalysis byRules,
            Optional<LlmVerdict> verdict,
            boolean refused) {
        MergedVerdict merged =
                verdict.map(v -> MergedVerdict.of(byRules, v)).orElseGet(() -> MergedVerdict.of(byRules));
        Optional<LearnedLane.Said> better =
                verdict.isPresent() ? Optional.empty() : learned.judge(submission.text(), byRules);
        return new NewFeedback(
                ids.get(),
                hash,
                submission.rawContent(),
                submission.text(),
                better.map(said -> said.analysis(byRules)).orElse(merged.analysis()),
                byRules,
                verdict,
                merged.reviewReasons(),
                submission.metadata(),
                clock.instant(),
                refused,
                better.map(said -> said.verdict().nearest()).orElse(List.of()));
    }

    /** Lets no paid answer go to waste: neither a late one, nor one whose text another replica stored first. */
    private void lateUpgradesLate(
            Optional<LlmCall> call,
            Optional<LlmOutcome> outcome,
            Optional<LlmVerdict> verdict,
            StoreResult stored,
            HeuristicAnalysis byRules) {
        UUID row = stored.row().id();
        if (call.isPresent() && outcome.isEmpty()) {
            lateUpgrades.await(call.get(), row, byRules);
        } else if (verdict.isPresent() && stored instanceof StoreResult.AlreadyStored) {
            lateUpgrades.take(verdict.get(), row, byRules);
        }
    }

    private static Optional<LlmVerdict> verdict(LlmOutcome outcome) {
        return outcome instanceof LlmOutcome.Answered(LlmVerdict verdict) ? Optional.of(verdict) : Optional.empty();
    }

    private static Outcome outcomeOf(
            Optional<LlmCall> call, Optional<LlmOutcome> outcome, Optional<LlmVerdict> verdict) {
        if (verdict.isPresent()) {
            return Outcome.AI;
        }
        if (call.isEmpty()) {
            return Outcome.FALLBACK_NO_CALL;
        }
        if (outcome.isPresent()) {
            return Outcome.FALLBACK_LLM_FAILED;
        }
        return call.get().worthWaiting() ? Outcome.FALLBACK_DEADLINE : Outcome.FALLBACK_NOT_WAITED;
    }
}
