package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.ledger.FeedbackLedger;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.ledger.Metadata;
import io.aegis.ledger.StoredFeedback;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.LlmLane;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import io.aegis.race.RaceEvents.Outcome;
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
import org.junit.jupiter.api.Test;

class ArbiterTest {

    private static final String TEXT = "I was charged twice";
    private static final long MS = 1_000_000;

    private final SimulatedTime time = new SimulatedTime(1);
    private final SimulatedLedger ledger = new SimulatedLedger(time, new Random(1), 0, 0);
    private final SubmissionCounter counter = new SubmissionCounter(batch -> true, 1);
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Boolean> lateVerdicts = new ArrayList<>();
    private final List<Throwable> lost = new ArrayList<>();
    private final List<Long> missedAfter = new ArrayList<>();
    private LlmLane lane = LlmLane.none();
    private HeuristicAnalyzer rules = text -> Verdicts.heuristic(false);

    private final RaceEvents events = new RaceEvents() {
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

    private Arbiter arbiter() {
        return arbiter(ledger);
    }

    private Arbiter arbiter(FeedbackLedger behind) {
        return new Arbiter(
                RaceSettings.within(Duration.ofMillis(500)),
                time,
                Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC),
                () -> new UUID(7, 7),
                behind,
                counter,
                text -> rules.analyze(text),
                text -> lane.begin(text),
                events);
    }

    private LlmLane answering(long afterMs, boolean worthWaiting, LlmOutcome outcome) {
        return text -> {
            CompletableFuture<LlmOutcome> future = new CompletableFuture<>();
            long startedAt = time.nanos();
            time.startIn(afterMs * MS, () -> future.complete(outcome));
            return Optional.of(
                    new LlmCall(future, worthWaiting, () -> missedAfter.add((time.nanos() - startedAt) / MS)));
        };
    }

    private static LlmOutcome verdict(boolean urgent) {
        return new LlmOutcome.Answered(
                Verdicts.llm(new Labels(Sentiment.NEUTRAL, Set.of(Topic.BILLING, Topic.UX), urgent)));
    }

    private static Answer submit(Arbiter arbiter, String text, Metadata metadata) {
        try {
            return arbiter.submit(new Submission("<b>" + text, FeedbackText.of(text), metadata), arbiter.deadline());
        } catch (LedgerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer post(Arbiter arbiter, Metadata metadata) {
        List<Answer> answers = new ArrayList<>();
        time.start(() -> answers.add(submit(arbiter, TEXT, metadata)));
        time.run();
        return answers.getFirst();
    }

    private StoredFeedback row() {
        return ledger.rows.values().iterator().next();
    }

    @Test
    void without_an_llm_the_heuristic_answers_at_once() {
        Answer answer = post(arbiter(), Metadata.NONE);

        assertThat(answer.cached()).isFalse();
        assertThat(answer.row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(answer.row().rawContent()).isEqualTo("<b>" + TEXT);
        assertThat(answer.row().cleanContent()).isEqualTo(TEXT);
        assertThat(answer.row().createdAt()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(answer.row().id()).isEqualTo(new UUID(7, 7));
        assertThat(answer.timings()).isEqualTo(new Timings(0, 0, 0, 0));
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NO_CALL);
    }

    @Test
    void an_llm_in_time_wins() {
        lane = answering(300, true, verdict(true));
        Answer answer = post(arbiter(), Metadata.NONE);

        assertThat(answer.row().analysis().source()).isEqualTo(AnalysisSource.AI);
        assertThat(answer.row().analysis().labels().urgent()).isTrue();
        assertThat(answer.row().needsReview()).isTrue();
        assertThat(answer.timings().llm()).isEqualTo(300 * MS);
        assertThat(outcomes).containsExactly(Outcome.AI);
        assertThat(missedAfter).isEmpty();
        assertThat(lateVerdicts).isEmpty();
    }

    @Test
    void a_late_answer_upgrades_the_row_without_a_second_call() {
        lane = answering(3_000, true, verdict(false));
        Arbiter arbiter = arbiter();
        Answer answer = post(arbiter, Metadata.NONE);

        assertThat(answer.row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_DEADLINE);
        assertThat(missedAfter).containsExactly(385L);
        assertThat(lateVerdicts).containsExactly(true);
        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.AI);
        assertThat(arbiter.harvesting()).isZero();
    }

    @Test
    void nobody_waits_for_what_is_not_worth_it_but_its_answer_still_counts() {
        lane = answering(100, false, verdict(false));
        Answer answer = post(arbiter(), Metadata.NONE);

        assertThat(answer.timings().llm()).isZero();
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NOT_WAITED);
        assertThat(missedAfter).isEmpty();
        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.AI);
    }

    @Test
    void a_failed_call_ends_the_wait_early() {
        lane = answering(20, true, new LlmOutcome.Failed(LlmFailure.SERVER));
        Answer answer = post(arbiter(), Metadata.NONE);

        assertThat(answer.timings().llm()).isEqualTo(20 * MS);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_LLM_FAILED);
        assertThat(lateVerdicts).isEmpty();
    }

    @Test
    void a_call_that_fails_late_leaves_the_row_as_it_is() {
        lane = answering(5_000, true, new LlmOutcome.Failed(LlmFailure.TIMEOUT));
        Arbiter arbiter = arbiter();
        post(arbiter, Metadata.NONE);

        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(lateVerdicts).isEmpty();
        assertThat(arbiter.harvesting()).isZero();
    }

    @Test
    void a_duplicate_is_counted_and_costs_no_call() {
        Arbiter arbiter = arbiter();
        post(arbiter, Metadata.NONE);
        lane = text -> {
            throw new AssertionError("no call for a duplicate");
        };
        rules = text -> {
            throw new AssertionError("no analysis of a duplicate");
        };
        Answer second = post(arbiter, Metadata.NONE);
        Answer third = post(arbiter, Metadata.NONE);

        assertThat(second.cached()).isTrue();
        assertThat(second.row().submissions()).isEqualTo(2);
        assertThat(third.row().submissions()).isEqualTo(3);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NO_CALL, Outcome.DUPLICATE, Outcome.DUPLICATE);
        assertThat(ledger.metadataKept).isEmpty();
    }

    @Test
    void the_metadata_of_a_duplicate_is_kept() {
        Metadata metadata = new Metadata(Optional.of("email"), Optional.empty(), Optional.empty(), Optional.empty());
        Arbiter arbiter = arbiter();
        Answer first = post(arbiter, metadata);
        post(arbiter, metadata);

        assertThat(ledger.metadataKept).containsEntry(first.row().id(), 1).hasSize(1);
    }

    @Test
    void identical_texts_in_flight_share_one_row_and_one_call() {
        List<String> calls = new ArrayList<>();
        LlmLane slow = answering(200, true, verdict(false));
        lane = text -> {
            calls.add(text.value());
            return slow.begin(text);
        };
        Arbiter arbiter = arbiter();
        List<Answer> answers = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            time.startIn(client * 10L * MS, () -> answers.add(submit(arbiter, TEXT, Metadata.NONE)));
        }
        time.run();

        assertThat(calls).hasSize(1);
        assertThat(answers).hasSize(5).filteredOn(Answer::cached).hasSize(4).allSatisfy(answer -> {
            assertThat(answer.row().analysis().source()).isEqualTo(AnalysisSource.AI);
            assertThat(answer.timings().dedupe()).isPositive();
        });
        assertThat(answers.stream().map(a -> a.row().submissions())).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(outcomes).filteredOn(Outcome.SHARED_FLIGHT::equals).hasSize(4);
        assertThat(arbiter.flying()).isZero();
    }

    @Test
    void a_verdict_for_a_text_that_another_replica_stored_first_upgrades_their_row() {
        lane = answering(50, true, verdict(false));
        Arbiter ours = arbiter();
        Arbiter theirs = arbiter();
        List<Answer> answers = new ArrayList<>();
        time.start(() -> answers.add(submit(ours, TEXT, Metadata.NONE)));
        time.startIn(10 * MS, () -> {
            lane = LlmLane.none();
            submit(theirs, TEXT, Metadata.NONE);
        });
        time.run();

        assertThat(answers.getFirst().cached()).isTrue();
        assertThat(answers.getFirst().row().submissions()).isEqualTo(2);
        assertThat(answers.getFirst().timings().llm()).isEqualTo(50 * MS);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NO_CALL, Outcome.DUPLICATE);
        assertThat(lateVerdicts).containsExactly(true);
        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.AI);
    }

    @Test
    void a_slow_ledger_makes_the_next_request_wait_less_for_the_llm() {
        lane = answering(20_000, true, new LlmOutcome.Failed(LlmFailure.TIMEOUT));
        List<Long> waits = new ArrayList<>();
        SlowLedger slow = new SlowLedger(ledger, time, 100 * MS);
        Arbiter arbiter = arbiter(slow);
        for (String text : List.of("the first text", "the second text")) {
            time.start(() ->
                    waits.add(submit(arbiter, text, Metadata.NONE).timings().llm() / MS));
            time.run();
        }

        assertThat(waits).containsExactly(385L, 325L);
    }

    @Test
    void when_the_ledger_cannot_confirm_everybody_in_the_flight_is_told() {
        Arbiter arbiter = arbiter(new SimulatedLedger(time, new Random(1), 1, 10 * MS));
        List<String> refusals = new ArrayList<>();
        for (int client = 0; client < 3; client++) {
            time.start(() -> {
                try {
                    arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), arbiter.deadline());
                } catch (LedgerUnavailableException e) {
                    refusals.add(String.valueOf(e.getMessage()));
                }
            });
        }
        time.run();

        assertThat(refusals).hasSize(3);
        assertThat(outcomes).containsExactly(Outcome.UNAVAILABLE, Outcome.UNAVAILABLE, Outcome.UNAVAILABLE);
        assertThat(arbiter.flying()).isZero();
    }

    @Test
    void a_follower_does_not_wait_beyond_its_own_deadline() {
        lane = answering(400, true, verdict(false));
        Arbiter arbiter = arbiter();
        List<Long> took = new ArrayList<>();
        time.start(() -> submit(arbiter, TEXT, Metadata.NONE));
        time.startIn(MS, () -> {
            Deadline deadline = Deadline.after(time, Duration.ofMillis(100));
            assertThatThrownBy(
                            () -> arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), deadline))
                    .isInstanceOf(LedgerUnavailableException.class);
            took.add(deadline.elapsedNanos() / MS);
        });
        time.run();

        assertThat(took).containsExactly(100L);
    }

    @Test
    void a_repeat_that_cannot_be_counted_is_refused_rather_than_forgotten() {
        Arbiter arbiter = arbiter();
        post(arbiter, Metadata.NONE);
        counter.count(new UUID(9, 9), Instant.EPOCH);

        time.start(() -> assertThatThrownBy(() ->
                        arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), arbiter.deadline()))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("cannot be counted"));
        time.run();
    }

    @Test
    void an_error_in_a_lane_leaves_no_flight_behind() {
        rules = text -> {
            throw new IllegalStateException("a defect");
        };
        Arbiter arbiter = arbiter();
        time.start(() -> assertThatThrownBy(() ->
                        arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), arbiter.deadline()))
                .hasMessage("a defect"));
        time.run();

        assertThat(arbiter.flying()).isZero();
    }

    @Test
    void a_late_verdict_that_cannot_be_stored_is_reported() {
        lane = answering(600, true, verdict(false));
        SlowLedger refusing = new SlowLedger(ledger, time, 0);
        refusing.refuseUpgrades = true;
        Arbiter arbiter = arbiter(refusing);
        post(arbiter, Metadata.NONE);

        assertThat(lost).hasSize(1);
        assertThat(arbiter.harvesting()).isZero();
    }
}
