/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.ManualTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The policy for what everything depends on, such as the database. */
class SteadyCircuitTest {

    private static final int FAILURES = 5;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ManualTime time = new ManualTime();
    private final Circuit<String> circuit =
            new Circuit<>(CircuitPolicy.steady(FAILURES, PAUSE), time::nanos, new Random(1));

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.admit().ifPresent(admission -> admission.failed("away"));
        }
    }

    private void failLongEnough() {
        fail(FAILURES - 1);
        time.advance(PAUSE);
        fail(1);
    }

    private void assertNobodyIsStopped() {
        assertThat(circuit.admit()).isPresent();
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void a_few_failures_stop_nobody_however_long_they_last() {
        for (int i = 0; i < FAILURES - 1; i++) {
            fail(1);
            time.advance(Duration.ofSeconds(10));
        }
        assertNobodyIsStopped();
    }

    @Test
    void many_failures_at_the_same_moment_stop_nobody() {
        fail(1000);
        time.advance(PAUSE.minusNanos(1));
        fail(1000);
        assertNobodyIsStopped();
    }

    @Test
    void a_success_between_failures_starts_the_count_again() {
        fail(FAILURES - 1);
        time.advance(PAUSE);
        circuit.admit().orElseThrow().succeeded();
        fail(FAILURES - 1);
        time.advance(PAUSE);
        assertNobodyIsStopped();
    }

    @Test
    void who_was_not_answered_can_tell_whether_others_were() {
        long before = circuit.successes();
        fail(1);
        assertThat(circuit.successes()).isEqualTo(before);

        circuit.admit().orElseThrow().succeeded();

        assertThat(circuit.successes()).isNotEqualTo(before);
    }

    @Test
    void who_is_let_in_to_try_is_told_so() {
        assertThat(circuit.admit().orElseThrow().isProbe()).isFalse();
        failLongEnough();
        time.advance(PAUSE);

        Circuit<String>.Admission attempt = circuit.admit().orElseThrow();
        assertThat(attempt.isProbe()).isTrue();
        attempt.succeeded();
        assertThat(circuit.admit().orElseThrow().isProbe()).isFalse();
    }

    @Test
    void failures_in_a_row_over_some_time_stop_everybody_for_a_pause() {
        failLongEnough();
        assertThat(circuit.admit()).isEmpty();
        time.advance(PAUSE.minusNanos(1));
        assertThat(circuit.admit()).isEmpty();
    }

    @Test
    void after_each_pause_one_may_try() {
        failLongEnough();
        for (int pause = 0; pause < 3; pause++) {
            time.advance(PAUSE);
            Circuit<String>.Admission probe = circuit.admit().orElseThrow();
            assertThat(circuit.admit()).isEmpty();
            probe.failed("away");
            assertThat(circuit.admit()).isEmpty();
        }
    }

    @Test
    void the_next_may_try_though_the_last_one_is_still_waiting() {
        failLongEnough();
        time.advance(PAUSE);
        assertThat(circuit.admit()).isPresent();
        time.advance(PAUSE);
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void the_success_of_whoever_was_admitted_before_lets_everybody_through() {
        Circuit<String>.Admission before = circuit.admit().orElseThrow();
        failLongEnough();
        before.succeeded();
        assertNobodyIsStopped();
    }
}
