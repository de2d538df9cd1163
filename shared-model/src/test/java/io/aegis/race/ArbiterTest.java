/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.learning.LearnedVerdict;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.LlmOutcome;
import io.aegis.race.RaceEvents.Outcome;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArbiterTest extends ArbiterFixture {

    @Test
    void without_an_llm_the_heuristic_answers_at_once() {
        SubmissionResult result = post(arbiter(), Metadata.NONE);

        assertThat(result.cached()).isFalse();
        assertThat(result.row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(result.row().rawContent()).isEqualTo("<b>" + TEXT);
        assertThat(result.row().cleanContent()).isEqualTo(TEXT);
        assertThat(result.row().createdAt()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(result.row().id()).isEqualTo(new UUID(7, 7));
        assertThat(result.timings()).isEqualTo(new Timings(0, 0, 0, 0));
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NO_CALL);
    }

    private static LearnedLane.Said technical() {
        return new LearnedLane.Said(
                new LearnedVerdict(
                        new Labels(Sentiment.NEGATIVE, Set.of(Topic.TECHNICAL), false),
                        0.8,
                        List.of(new UUID(1, 2), new UUID(1, 3))),
                12);
    }

    @Test
    void what_was_learned_corrects_the_rules_where_no_llm_answers() {
        learned = (text, byRules) -> Optional.of(technical());
        SubmissionResult result = post(arbiter(), Metadata.NONE);

        assertThat(result.row().analysis())
                .isEqualTo(new Analysis(
                        new Labels(Sentiment.NEGATIVE, Set.of(Topic.TECHNICAL), false),
                        Priority.LOW,
                        0.8,
                        AnalysisSource.FALLBACK,
                        "learned:v12"));
        assertThat(store.inserted.getFirst().learned()).isTrue();
        assertThat(store.inserted.getFirst().similar()).containsExactly(new UUID(1, 2), new UUID(1, 3));
        assertThat(store.inserted.getFirst().heuristic().labels().topics()).containsExactly(Topic.BILLING);
    }

    @Test
    void where_an_llm_answers_nobody_asks_what_was_learned() {
        lane = answering(300, true, verdict(true));
        learned = (text, byRules) -> {
            throw new AssertionError("the LLM knows better");
        };

        assertThat(post(arbiter(), Metadata.NONE).row().analysis().source()).isEqualTo(AnalysisSource.AI);
    }

    @Test
    void an_llm_in_time_wins() {
        lane = answering(300, true, verdict(true));
        SubmissionResult result = post(arbiter(), Metadata.NONE);

        assertThat(result.row().analysis().source()).isEqualTo(AnalysisSource.AI);
        assertThat(result.row().analysis().labels().urgent()).isTrue();
        assertThat(result.row().needsReview()).isTrue();
        assertThat(result.timings().llm()).isEqualTo(300 * MS);
        assertThat(outcomes).containsExactly(Outcome.AI);
        assertThat(missedAfter).isEmpty();
        assertThat(lateVerdicts).isEmpty();
    }

    @Test
    void a_late_answer_upgrades_the_row_without_a_second_call() {
        lane = answering(3_000, true, verdict(false));
        Arbiter arbiter = arbiter();
        SubmissionResult result = post(arbiter, Metadata.NONE);

        assertThat(result.row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_DEADLINE);
        assertThat(missedAfter).containsExactly(385L);
        assertThat(lateVerdicts).containsExactly(true);
        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.AI);
        assertThat(arbiter.pendingUpgrades()).isZero();
    }

    @Test
    void nobody_waits_for_what_is_not_worth_it_but_its_answer_still_counts() {
        lane = answering(100, false, verdict(false));
        SubmissionResult result = post(arbiter(), Metadata.NONE);

        assertThat(result.timings().llm()).isZero();
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NOT_WAITED);
        assertThat(missedAfter).isEmpty();
        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.AI);
    }

    @Test
    void a_failed_call_ends_the_wait_early() {
        lane = answering(20, true, new LlmOutcome.Failed(LlmFailure.SERVER));
        SubmissionResult result = post(arbiter(), Metadata.NONE);

        assertThat(result.timings().llm()).isEqualTo(20 * MS);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_LLM_FAILED);
        assertThat(lateVerdicts).isEmpty();
    }

    @Test
    void a_refusal_in_time_is_stored_with_the_row() {
        lane = answering(20, true, new LlmOutcome.Failed(LlmFailure.CONTENT_REFUSED));
        SubmissionResult result = post(arbiter(), Metadata.NONE);

        assertThat(result.row().aiRefused()).isTrue();
        assertThat(result.row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(store.refusals).isEmpty();
    }

    @Test
    void a_refusal_that_comes_late_is_kept_with_the_row() {
        lane = answering(3_000, true, new LlmOutcome.Failed(LlmFailure.CONTENT_REFUSED));
        Arbiter arbiter = arbiter();
        SubmissionResult result = post(arbiter, Metadata.NONE);

        assertThat(result.row().aiRefused()).isFalse();
        assertThat(store.refusals).containsExactly(result.row().id());
        assertThat(arbiter.pendingUpgrades()).isZero();
    }

    @Test
    void a_call_that_fails_late_leaves_the_row_as_it_is() {
        lane = answering(5_000, true, new LlmOutcome.Failed(LlmFailure.TIMEOUT));
        Arbiter arbiter = arbiter();
        post(arbiter, Metadata.NONE);

        assertThat(row().analysis().source()).isEqualTo(AnalysisSource.FALLBACK);
        assertThat(lateVerdicts).isEmpty();
        assertThat(arbiter.pendingUpgrades()).isZero();
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
        SubmissionResult second = post(arbiter, Metadata.NONE);
        SubmissionResult third = post(arbiter, Metadata.NONE);

        assertThat(second.cached()).isTrue();
        assertThat(second.row().submissions()).isEqualTo(2);
        assertThat(third.row().submissions()).isEqualTo(3);
        assertThat(outcomes).containsExactly(Outcome.FALLBACK_NO_CALL, Outcome.DUPLICATE, Outcome.DUPLICATE);
        assertThat(store.metadataKept).isEmpty();
    }

    @Test
    void the_metadata_of_a_duplicate_is_kept() {
        Metadata metadata = new Metadata(Optional.of("email"), Optional.empty(), Optional.empty(), Optional.empty());
        Arbiter arbiter = arbiter();
        SubmissionResult first = post(arbiter, metadata);
        post(arbiter, metadata);

        assertThat(store.metadataKept).containsEntry(first.row().id(), 1).hasSize(1);
    }

    @Test
    void a_slow_store_makes_the_next_request_wait_less_for_the_llm() {
        lane = answering(20_000, true, new LlmOutcome.Failed(LlmFailure.TIMEOUT));
        List<Long> waits = new ArrayList<>();
        SlowStore slow = new SlowStore(store, time, 100 * MS);
        Arbiter arbiter = arbiter(slow);
        for (String text : List.of("the first text", "the second text")) {
            time.start(() ->
                    waits.add(submit(arbiter, text, Metadata.NONE).timings().llm() / MS));
            time.run();
        }

        assertThat(waits).containsExactly(385L, 325L);
    }

    @Test
    void a_repeat_that_cannot_be_counted_is_refused_rather_than_forgotten() {
        Arbiter arbiter = arbiter();
        post(arbiter, Metadata.NONE);
        counter.count(new UUID(9, 9), Instant.EPOCH);

        time.start(() -> assertThatThrownBy(() ->
                        arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), arbiter.deadline()))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("cannot be counted"));
        time.run();
    }

    @Test
    void a_late_verdict_that_cannot_be_stored_is_reported() {
        lane = answering(600, true, verdict(false));
        SlowStore refusing = new SlowStore(store, time, 0);
        refusing.refuseUpgrades = true;
        Arbiter arbiter = arbiter(refusing);
        post(arbiter, Metadata.NONE);

        assertThat(lost).hasSize(1);
        assertThat(arbiter.pendingUpgrades()).isZero();
    }
}
