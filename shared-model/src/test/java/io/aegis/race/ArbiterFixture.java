/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.dedupe.SubmissionCounter;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmLane;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import io.aegis.race.RaceEvents.Outcome;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.FeedbackStore;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An arbiter on simulated time, and what it told. */
abstract class ArbiterFixture {

    static final String TEXT = "I was charged twice";
    static final long MS = 1_000_000;

    final SimulatedTime time = new SimulatedTime(1);
    final SimulatedStore store = new SimulatedStore(time, new Random(1), 0, 0);
    final SubmissionCounter counter = new SubmissionCounter(batch -> true, 1);
    final List<Outcome> outcomes = new ArrayList<>();
    final List<Boolean> lateVerdicts = new ArrayList<>();
    final List<Throwable> lost = new ArrayList<>();
    final List<Long> missedAfter = new ArrayList<>();
    LlmLane lane = LlmLane.none();
    LearnedLane learned = LearnedLane.NONE;
    HeuristicAnalyzer rules = text -> Verdicts.heuristic(false);

    final RaceEvents events = new RaceEvents() {
        @Override
        public void answered(Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void lateVerdict(LlmVerdict verdict, boolean taken) {
            lateVerdicts.add(taken);
        }

        @Override
        public void lateVerdictLost(Throwable reason) {
            lost.add(reason);
        }
    };

    Arbiter arbiter() {
        return arbiter(store);
    }

    Arbiter arbiter(FeedbackStore behind) {
        return new Arbiter(
                RaceSettings.within(Duration.ofMillis(500)),
                time,
                Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC),
                () -> new UUID(7, 7),
                behind,
                counter,
                text -> rules.analyze(text),
                (text, byRules) -> learned.judge(text, byRules),
                text -> lane.begin(text),
                events);
    }

    LlmLane answering(long afterMs, boolean worthWaiting, LlmOutcome outcome) {
        return text -> {
            CompletableFuture<LlmOutcome> future = new CompletableFuture<>();
            long startedAt = time.nanos();
            time.startIn(afterMs * MS, () -> future.complete(outcome));
            return Optional.of(
                    new LlmCall(future, worthWaiting, () -> missedAfter.add((time.nanos() - startedAt) / MS)));
        };
    }

    static LlmOutcome verdict(boolean urgent) {
        return new LlmOutcome.Answered(
                Verdicts.llm(new Labels(Sentiment.NEUTRAL, Set.of(Topic.BILLING, Topic.UX), urgent)));
    }

    static SubmissionResult submit(Arbiter arbiter, String text, Metadata metadata) {
        try {
            return arbiter.submit(new Submission("<b>" + text, FeedbackText.of(text), metadata), arbiter.deadline());
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    SubmissionResult post(Arbiter arbiter, Metadata metadata) {
        List<SubmissionResult> answers = new ArrayList<>();
        time.start(() -> answers.add(submit(arbiter, TEXT, metadata)));
        time.run();
        return answers.getFirst();
    }

    StoredFeedback row() {
        return store.rows.values().iterator().next();
    }
}
