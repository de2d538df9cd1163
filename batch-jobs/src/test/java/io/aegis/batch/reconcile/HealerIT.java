/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealerIT {

    private TestDatabase database;
    private Rows rows;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        rows = new Rows(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rows_take_the_llms_verdict_and_disagreement_opens_a_review() throws Exception {
        UUID agreed = rows.fallback("Thank you, I love the new layout");
        UUID disputed = rows.fallback("Somebody hacked my account and my money is gone");
        database.change("UPDATE feedback SET is_urgent = FALSE WHERE id = '" + disputed + "'");
        try (Worker worker = new Worker(database, "ok")) {
            assertThat(worker.heal(10)).isEqualTo(new Healed(2, 2, 0, 0, 0, 0));
            assertThat(worker.heal(10)).isEqualTo(Healed.NOTHING);
        }
        assertThat(database.value("SELECT CONCAT(source, provider) FROM feedback WHERE id = '" + agreed + "'"))
                .isEqualTo("AIopenai:ok");
        assertThat(database.value("SELECT reasons FROM review WHERE feedback_id = '" + disputed + "'"))
                .contains("URGENCY_MISSED");
        assertThat(database.number("SELECT COUNT(*) FROM healing")).isZero();
        assertThat(database.number("SELECT SUM(calls) FROM llm_usage")).isEqualTo(2);
    }

    @Test
    void two_workers_share_the_rows_and_no_row_is_worked_twice() throws Exception {
        rows.fallbacks(120);
        try (Worker one = new Worker(database, "slow-30");
                Worker other = new Worker(database, "slow-30");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> both = new ArrayList<>();
            for (Worker worker : List.of(one, other)) {
                both.add(threads.submit(all(worker)));
            }
            for (Future<Integer> each : both) {
                assertThat(each.get()).isPositive();
            }
            while (all(one).call() > 0) {
                // What one passed over while the other had it locked.
            }
            assertThat(one.wall.calls("slow-30") + other.wall.calls("slow-30")).isEqualTo(120);
        }
        assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE source = 'AI'"))
                .isEqualTo(120);
        assertThat(database.number("SELECT COUNT(*) FROM analysis WHERE lane = 'LLM'"))
                .isEqualTo(120);
    }

    private static Callable<Integer> all(Worker worker) {
        return () -> {
            int healed = 0;
            Healed last;
            do {
                last = worker.heal(5);
                healed += last.healed();
            } while (last.claimed() > 0);
            return healed;
        };
    }

    @ParameterizedTest
    @CsvSource({"garbage, BAD_ANSWER", "400, REFUSED", "off-vocabulary, BAD_ANSWER", "500, SERVER", "401, AUTH"})
    void a_row_without_a_verdict_is_put_off_with_the_reason(String model, String failure) throws Exception {
        rows.fallbacks(1);
        try (Worker worker = new Worker(database, model)) {
            assertThat(worker.heal(10)).isEqualTo(new Healed(1, 0, 0, 1, 0, 0));
            assertThat(worker.heal(10).claimed()).isZero();
        }
        assertThat(database.value("SELECT CONCAT(last_failure, attempts, lease_owner IS NULL,"
                        + " next_attempt_at BETWEEN failed_at + INTERVAL 7 SECOND AND failed_at + INTERVAL 15 SECOND)"
                        + " FROM healing"))
                .isEqualTo(failure + "111");
        assertThat(database.value("SELECT source FROM feedback")).isEqualTo("FALLBACK");
    }

    @Test
    void a_row_whose_text_the_llm_refuses_is_never_asked_about_again() throws Exception {
        rows.fallbacks(1);
        try (Worker worker = new Worker(database, "content-filter")) {
            assertThat(worker.heal(10)).isEqualTo(new Healed(1, 0, 0, 0, 1, 0));
            assertThat(worker.heal(10)).isEqualTo(Healed.NOTHING);
            assertThat(worker.wall.calls("content-filter")).isEqualTo(1);
        }
        assertThat(database.value("SELECT CONCAT(source, ai_refused) FROM feedback"))
                .isEqualTo("FALLBACK1");
        assertThat(database.number("SELECT COUNT(*) FROM healing")).isZero();
    }

    @Test
    void rows_for_which_there_is_no_call_are_given_back_untouched() throws Exception {
        rows.fallbacks(5);
        try (Worker worker = new Worker(database, "slow-200", 2)) {
            assertThat(worker.heal(5)).isEqualTo(new Healed(5, 2, 0, 0, 0, 3));
            assertThat(database.number("SELECT SUM(attempts) FROM healing")).isZero();
            assertThat(worker.heal(2)).isEqualTo(new Healed(2, 2, 0, 0, 0, 0));
        }
    }

    @Test
    void a_decision_made_while_the_llm_thinks_stays() throws Exception {
        rows.fallbacks(1);
        try (Worker worker = new Worker(database, "slow-1000");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Healed> healing = threads.submit(() -> worker.heal(1));
            Await.until("the call", () -> worker.wall.calls("slow-1000") == 1);
            database.change("UPDATE feedback SET sentiment = 'NEUTRAL', decided_at = UTC_TIMESTAMP(6)");
            assertThat(healing.get()).isEqualTo(new Healed(1, 0, 1, 0, 0, 0));
        }
        assertThat(database.value("SELECT CONCAT(sentiment, source) FROM feedback"))
                .isEqualTo("NEUTRALFALLBACK");
    }

    @Test
    void a_stop_gives_back_what_is_not_answered_yet() throws Exception {
        rows.fallbacks(2);
        try (Worker worker = new Worker(database, "silent")) {
            assertThat(worker.heal(2, () -> worker.wall.calls("silent") == 2)).isEqualTo(new Healed(2, 0, 0, 0, 0, 2));
        }
        assertThat(database.number("SELECT COUNT(*) FROM healing WHERE lease_owner IS NULL"))
                .isEqualTo(2);
    }

    @Test
    void an_open_circuit_and_a_busy_one_are_obstacles_that_say_for_how_long() throws Exception {
        rows.fallbacks(1);
        try (Worker worker = new Worker(database, "429-retry-7")) {
            assertThat(worker.lane.obstacle()).isEmpty();
            worker.heal(1);
            assertThat(worker.lane.obstacle()).hasValueSatisfying(obstacle -> {
                assertThat(obstacle.pause())
                        .isBetween(java.time.Duration.ofSeconds(4), java.time.Duration.ofSeconds(7));
                assertThat(obstacle.description())
                        .contains("the circuit is open: openai:429-retry-7 (rate limit, next try in ");
            });
            worker.lane.allowProbes();
            assertThat(worker.lane.obstacle()).isEmpty();
        }
    }

    @Test
    void who_is_told_when_to_come_back_tells_all_and_all_draw_from_one_budget() throws Exception {
        rows.fallbacks(1);
        try (Worker one = new Worker(database, "429-retry-7");
                Worker other = new Worker(database, "429-retry-7")) {
            one.heal(1);
            one.lane.settle();
            assertThat(other.lane.obstacle()).isEmpty();
            other.lane.settle();
            assertThat(other.lane.obstacle())
                    .hasValueSatisfying(
                            obstacle -> assertThat(obstacle.description()).contains("rate limit, next try in "));
        }
        try (Worker one = new Worker(database, "ok", 50, OptionalInt.of(10));
                Worker other = new Worker(database, "ok", 50, OptionalInt.of(10))) {
            assertThat(one.lane.draw(8)).isEqualTo(8);
            assertThat(other.lane.draw(8)).isBetween(2, 4);
            one.lane.putBack(3);
            assertThat(one.lane.draw(3)).isEqualTo(3);
            assertThat(other.lane.untilNextCall()).isEqualTo(java.time.Duration.ofSeconds(6));
        }
    }
}
