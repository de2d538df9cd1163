/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.llm.LlmLane;
import io.aegis.race.RaceEvents.Outcome;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Identical texts on their way at once. */
class ArbiterFlightsTest extends ArbiterFixture {

    @Test
    void identical_texts_in_flight_share_one_row_and_one_call() {
        List<String> calls = new ArrayList<>();
        LlmLane slow = answering(200, true, verdict(false));
        lane = text -> {
            calls.add(text.value());
            return slow.begin(text);
        };
        Arbiter arbiter = arbiter();
        List<SubmissionResult> answers = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            time.startIn(client * 10L * MS, () -> answers.add(submit(arbiter, TEXT, Metadata.NONE)));
        }
        time.run();

        assertThat(calls).hasSize(1);
        assertThat(answers)
                .hasSize(5)
                .filteredOn(SubmissionResult::cached)
                .hasSize(4)
                .allSatisfy(answer -> {
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
        List<SubmissionResult> answers = new ArrayList<>();
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
    void when_the_store_cannot_confirm_everybody_in_the_flight_is_told() {
        Arbiter arbiter = arbiter(new SimulatedStore(time, new Random(1), 1, 10 * MS));
        List<String> refusals = new ArrayList<>();
        for (int client = 0; client < 3; client++) {
            time.start(() -> {
                try {
                    arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), arbiter.deadline());
                } catch (DatabaseUnavailableException e) {
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
    void a_leader_that_fails_costs_only_itself_the_answer() {
        SlowStore failing = new SlowStore(store, time, 10 * MS);
        failing.storesToRefuse = 2;
        Arbiter arbiter = arbiter(failing);
        List<SubmissionResult> answers = new ArrayList<>();
        List<DatabaseUnavailableException> refusals = new ArrayList<>();
        for (int client = 0; client < 20; client++) {
            time.start(() -> {
                try {
                    answers.add(arbiter.submit(
                            new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), arbiter.deadline()));
                } catch (DatabaseUnavailableException e) {
                    refusals.add(e);
                }
            });
        }
        time.run();

        assertThat(refusals).hasSize(2);
        assertThat(answers).hasSize(18).filteredOn(answer -> !answer.cached()).hasSize(1);
        assertThat(store.rows).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.SHARED_FLIGHT::equals).hasSize(17);
        assertThat(arbiter.flying()).isZero();
    }

    @Test
    void those_whose_leader_failed_do_not_wait_beyond_their_own_deadlines() {
        SlowStore failing = new SlowStore(store, time, 80 * MS);
        failing.storesToRefuse = 20;
        Arbiter arbiter = arbiter(failing);
        List<Long> took = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            time.start(() -> {
                Deadline deadline = Deadline.after(time, Duration.ofMillis(200));
                assertThatThrownBy(() ->
                                arbiter.submit(new Submission(TEXT, FeedbackText.of(TEXT), Metadata.NONE), deadline))
                        .isInstanceOf(DatabaseUnavailableException.class);
                took.add(deadline.elapsedNanos() / MS);
            });
        }
        time.run();

        assertThat(took).containsExactlyInAnyOrder(80L, 160L, 200L, 200L, 240L);
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
                    .isInstanceOf(DatabaseUnavailableException.class);
            took.add(deadline.elapsedNanos() / MS);
        });
        time.run();

        assertThat(took).containsExactly(100L);
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
}
