/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.circuit.CircuitSnapshot;
import io.aegis.circuit.CircuitSnapshot.State;
import io.aegis.faults.FaultWall;
import io.aegis.feedback.FeedbackText;
import io.aegis.testing.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LlmAnalyzerTest {

    private final FaultWall wall = FaultWall.start(0);
    private final ManualTime time = new ManualTime();
    private final ManualClock clock = new ManualClock(Lanes.NOW);
    private final RecordedEvents events = new RecordedEvents();

    @AfterEach
    void close_the_wall() {
        wall.close();
    }

    @Test
    void without_providers_there_is_no_call() {
        try (LlmAnalyzer lane = lane(LlmSettings.of(List.of()))) {
            assertThat(lane.begin(Lanes.TEXT)).isEmpty();
            assertThat(lane.circuits()).isEmpty();
        }
    }

    @Test
    void when_all_providers_fail_the_last_failure_is_the_outcome() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "500", "two-objects"))) {
            assertThat(Lanes.ask(lane)).isEqualTo(Lanes.failed(LlmFailure.BAD_ANSWER));
        }
    }

    @Test
    void a_provider_with_an_open_circuit_is_not_called() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "401", "ok"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
            }
            assertThat(wall.calls("401")).isEqualTo(1);
            assertThat(wall.calls("ok")).isEqualTo(3);
            assertThat(lane.circuits().keySet()).containsExactly("groq:401", "openai:ok");
            assertThat(lane.circuits().get("groq:401"))
                    .isEqualTo(new CircuitSnapshot<>(State.OPEN, Optional.of(LlmFailure.AUTH), Duration.ofSeconds(30)));
        }
    }

    @Test
    void when_all_circuits_are_open_there_is_no_call_until_retry_after_has_passed() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "429-retry-7"))) {
            Lanes.ask(lane);
            time.advance(Duration.ofMillis(6999));
            assertThat(lane.begin(Lanes.TEXT)).isEmpty();
            assertThat(lane.freePermits()).isEqualTo(50);
            time.advance(Duration.ofMillis(1));
            Lanes.ask(lane);
            assertThat(wall.calls("429-retry-7")).isEqualTo(2);
        }
    }

    @Test
    void allowed_probes_try_each_open_circuit_once() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "402", "quota"))) {
            Lanes.ask(lane);
            assertThat(lane.begin(Lanes.TEXT)).isEmpty();
            lane.allowProbes();
            Lanes.ask(lane);
            assertThat(lane.begin(Lanes.TEXT)).isEmpty();
            assertThat(wall.calls("402")).isEqualTo(2);
            assertThat(wall.calls("quota")).isEqualTo(2);
        }
    }

    @Test
    void a_late_answer_completes_the_future() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "slow-400"))) {
            LlmCall call = lane.begin(Lanes.TEXT).orElseThrow();
            call.missed();
            assertThat(call.outcome()).isNotDone();
            assertThat(lane.freePermits()).isEqualTo(49);
            assertThat(Lanes.end(call)).isInstanceOf(LlmOutcome.Answered.class);
            assertThat(events.misses()).containsExactly("groq:slow-400");
        }
    }

    @Test
    void the_bulkhead_admits_no_more_calls_than_it_has_permits() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "silent").withMaxConcurrency(3))) {
            List<LlmCall> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lane.begin(Lanes.TEXT).ifPresent(calls::add);
            }
            assertThat(calls).hasSize(3);
            assertThat(lane.freePermits()).isZero();
        }
    }

    @Test
    void a_crowd_of_calls_ends_with_every_future_completed_and_every_permit_back() throws InterruptedException {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "flaky-2", "ok"));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<LlmCall>>> begins = Collections.nCopies(500, () -> lane.begin(Lanes.TEXT));
            List<LlmCall> calls = callers.invokeAll(begins).stream()
                    .flatMap(begun -> begun.resultNow().stream())
                    .toList();
            assertThat(calls)
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(Lanes.end(call)).isInstanceOf(LlmOutcome.Answered.class));
            assertThat(lane.freePermits()).isEqualTo(50);
        }
    }

    @Test
    void closing_aborts_what_runs_and_leaks_nothing() {
        LlmAnalyzer lane = lane(Lanes.settings(wall, "silent", "ok").withAnswerLimit(Duration.ofMinutes(5)));
        List<LlmCall> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(lane.begin(Lanes.TEXT).orElseThrow());
        }
        Lanes.eventually(() -> wall.calls("silent") == 20);
        lane.close();
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.outcome()).isCompletedWithValue(Lanes.failed(LlmFailure.NETWORK)));
        assertThat(lane.freePermits()).isEqualTo(50);
        assertThat(wall.calls("ok")).isZero();
        assertThat(events.attempts()).isEmpty();
        assertThat(lane.circuits().values()).extracting(CircuitSnapshot::state).containsOnly(State.CLOSED);
        Lanes.eventually(() -> wall.openConnections() == 0);
    }

    @Test
    void a_closed_lane_makes_no_calls() {
        LlmAnalyzer lane = lane(Lanes.settings(wall, "ok"));
        lane.close();
        lane.close();
        assertThat(lane.begin(Lanes.TEXT)).isEmpty();
        assertThat(lane.freePermits()).isEqualTo(50);
        assertThat(wall.calls("ok")).isZero();
    }

    @Test
    void calls_one_after_another_share_a_connection() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "ok"))) {
            for (int i = 0; i < 5; i++) {
                Lanes.ask(lane);
            }
            assertThat(wall.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void a_verdict_tells_its_origin_and_its_price() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "gpt-4o-mini"))) {
            assertThat(Lanes.ask(lane)).isInstanceOfSatisfying(LlmOutcome.Answered.class, answered -> {
                LlmVerdict verdict = answered.verdict();
                assertThat(verdict.provider()).isEqualTo("groq:gpt-4o-mini");
                assertThat(verdict.promptVersion()).isEqualTo(Prompt.PROMPT_VERSION);
                assertThat(verdict.confidence()).isEqualTo(0.87);
                assertThat(verdict.usage().input()).isPositive();
                assertThat(verdict.costMicroUsd())
                        .isEqualTo(PriceTable.builtIn()
                                .of("gpt-4o-mini")
                                .orElseThrow()
                                .costMicroUsd(verdict.usage()));
                assertThat(lane.budget().spentToday()).isEqualTo(verdict.costMicroUsd());
                assertThat(events.attempts())
                        .containsExactly(new LlmAttempt(
                                "groq:gpt-4o-mini",
                                "gpt-4o-mini",
                                Optional.empty(),
                                verdict.latency(),
                                verdict.usage(),
                                verdict.costMicroUsd()));
            });
        }
    }

    @Test
    void a_bad_answer_is_paid_for_too() {
        LlmSettings settings = Lanes.settings(wall, "two-objects")
                .withPrices(PriceTable.builtIn().with("two-objects=1/1"));
        try (LlmAnalyzer lane = lane(settings)) {
            Lanes.ask(lane);
            assertThat(lane.budget().spentToday()).isPositive();
            assertThat(events.attempts())
                    .extracting(LlmAttempt::failure, LlmAttempt::costMicroUsd)
                    .containsExactly(tuple(
                            Optional.of(LlmFailure.BAD_ANSWER), lane.budget().spentToday()));
        }
    }

    @Test
    void a_spent_budget_ends_the_calls_until_the_next_day() {
        LlmSettings settings = Lanes.settings(wall, "gpt-4o-mini").withDailyBudgetUsd(new BigDecimal("0.000001"));
        try (LlmAnalyzer lane = lane(settings)) {
            assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
            assertThat(lane.begin(Lanes.TEXT)).isEmpty();
            clock.advance(Duration.ofDays(1));
            assertThat(Lanes.ask(lane)).isInstanceOf(LlmOutcome.Answered.class);
            assertThat(wall.calls("gpt-4o-mini")).isEqualTo(2);
        }
    }

    @Test
    void what_other_replicas_spent_counts() {
        LlmSettings settings = Lanes.settings(wall, "gpt-4o-mini").withDailyBudgetUsd(BigDecimal.ONE);
        try (LlmAnalyzer lane = lane(settings)) {
            lane.budget().seed(LocalDate.ofInstant(Lanes.NOW, ZoneOffset.UTC), 1_000_000);
            assertThat(lane.begin(Lanes.TEXT)).isEmpty();
        }
    }

    @Test
    void personal_data_does_not_leave_the_process() {
        try (LlmAnalyzer lane = lane(Lanes.settings(wall, "ok"))) {
            Lanes.end(lane.begin(FeedbackText.of("Refund card 4111 1111 1111 1111, jane@example.org"))
                    .orElseThrow());
        }
        assertThat(wall.requests())
                .singleElement()
                .satisfies(
                        body -> assertThat(body).contains("[CARD]", "[EMAIL]").doesNotContain("4111", "jane"));
    }

    @Test
    void in_mock_mode_the_mock_answers() {
        LlmSettings settings = LlmSettings.of(List.of(new ProviderSettings.Mock(Duration.ZERO)));
        try (LlmAnalyzer lane = lane(settings)) {
            assertThat(Lanes.ask(lane))
                    .isInstanceOfSatisfying(
                            LlmOutcome.Answered.class,
                            answered ->
                                    assertThat(answered.verdict().provider()).isEqualTo("mock-llm"));
            assertThat(events.attempts()).extracting(LlmAttempt::model).containsExactly("mock-llm");
        }
    }

    @Test
    void closing_does_not_wait_for_a_slow_mock() {
        LlmAnalyzer lane = lane(LlmSettings.of(List.of(new ProviderSettings.Mock(Duration.ofHours(1)))));
        LlmCall call = lane.begin(Lanes.TEXT).orElseThrow();
        assertThat(call.outcome()).isNotDone();
        lane.close();
        assertThat(call.outcome()).isCompletedWithValue(Lanes.failed(LlmFailure.NETWORK));
    }

    private LlmAnalyzer lane(LlmSettings settings) {
        return new LlmAnalyzer(settings, Lanes.runtime(clock, time::nanos), events);
    }
}
