/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.circuit.CircuitSnapshot.State;
import io.aegis.testing.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final Circuit<String> circuit =
            new Circuit<>(CircuitPolicy.growing(3, Duration.ofSeconds(1), LONGEST), time::nanos, new Random(1));

    private Circuit<String>.Admission admitted() {
        return circuit.admit().orElseThrow();
    }

    private void fail(String reason) {
        admitted().failed(reason);
    }

    @Test
    void it_is_closed_at_first_and_admits_all() {
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot<>(State.CLOSED, Optional.empty(), Duration.ZERO));
        assertThat(circuit.admit()).isPresent();
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void some_failures_in_a_row_open_it_and_a_success_between_does_not_count() {
        fail("a");
        fail("b");
        admitted().succeeded();
        fail("c");
        fail("d");
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
        fail("e");
        assertThat(circuit.snapshot().state()).isEqualTo(State.OPEN);
        assertThat(circuit.snapshot().reason()).contains("e");
        assertThat(circuit.snapshot().untilProbe()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(circuit.admit()).isEmpty();
    }

    @Test
    void what_only_a_person_can_mend_opens_it_for_the_longest_pause() {
        admitted().broken("key");
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot<>(State.OPEN, Optional.of("key"), LONGEST));
        time.advance(LONGEST.minusNanos(1));
        assertThat(circuit.admit()).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void a_refusal_opens_it_at_once() {
        admitted().refused("busy");
        assertThat(circuit.snapshot().untilProbe()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void a_refusal_opens_it_for_as_long_as_it_says_up_to_an_hour() {
        admitted().refused("busy", Duration.ofMinutes(2));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofMinutes(2));
        time.advance(Duration.ofMinutes(2));
        admitted().refused("busy", Duration.ofDays(365));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void what_somebody_else_was_told_opens_it_and_never_shortens_its_own_pause() {
        circuit.leaveAlone("busy", Duration.ofSeconds(20));
        assertThat(circuit.admit()).isEmpty();
        assertThat(circuit.snapshot())
                .isEqualTo(new CircuitSnapshot<>(State.OPEN, Optional.of("busy"), Duration.ofSeconds(20)));
        circuit.leaveAlone("busy", Duration.ofSeconds(5));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofSeconds(20));
        time.advance(Duration.ofSeconds(20));
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void the_pause_doubles_up_to_the_longest() {
        admitted().refused("busy");
        for (long nominal : new long[] {2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30}) {
            time.advance(circuit.snapshot().untilProbe());
            fail("a");
            assertThat(circuit.snapshot().untilProbe())
                    .isBetween(Duration.ofMillis(500 * nominal), Duration.ofSeconds(nominal));
        }
    }

    @Test
    void half_open_it_admits_one_probe_only() {
        admitted().broken("key");
        time.advance(LONGEST);
        Circuit<String>.Admission probe = admitted();
        assertThat(circuit.snapshot().state()).isEqualTo(State.HALF_OPEN);
        time.advance(LONGEST);
        assertThat(circuit.admit()).isEmpty();
        probe.succeeded();
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot<>(State.CLOSED, Optional.empty(), Duration.ZERO));
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void after_a_success_the_pauses_start_small_again() {
        admitted().refused("busy");
        time.advance(Duration.ofSeconds(1));
        admitted().refused("busy");
        time.advance(Duration.ofSeconds(2));
        admitted().succeeded();
        admitted().refused("busy");
        assertThat(circuit.snapshot().untilProbe()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_probe_that_was_given_up_leaves_its_place() {
        admitted().broken("key");
        time.advance(LONGEST);
        admitted().abandoned();
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void giving_up_after_the_end_was_told_changes_nothing() {
        admitted().broken("key");
        time.advance(LONGEST);
        Circuit<String>.Admission probe = admitted();
        probe.broken("key");
        probe.abandoned();
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(LONGEST);
    }

    @Test
    void calls_admitted_before_it_opened_neither_close_it_nor_lengthen_its_pause() {
        Circuit<String>.Admission good = admitted();
        Circuit<String>.Admission bad = admitted();
        Circuit<String>.Admission busy = admitted();
        admitted().broken("key");
        time.advance(Duration.ofSeconds(1));
        good.succeeded();
        bad.broken("other");
        bad.failed("other");
        busy.refused("other");
        assertThat(circuit.snapshot())
                .isEqualTo(new CircuitSnapshot<>(State.OPEN, Optional.of("key"), LONGEST.minusSeconds(1)));
    }

    @Test
    void of_calls_refused_together_the_longest_time_counts() {
        Circuit<String>.Admission longer = admitted();
        Circuit<String>.Admission shorter = admitted();
        admitted().refused("busy", Duration.ofSeconds(5));
        longer.refused("busy", Duration.ofSeconds(9));
        shorter.refused("busy", Duration.ofSeconds(2));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void an_allowed_probe_goes_at_once_and_alone() {
        admitted().refused("busy", Duration.ofMinutes(30));
        circuit.allowProbe();
        assertThat(circuit.admit()).isPresent();
        assertThat(circuit.admit()).isEmpty();
    }

    @Test
    void allowing_a_probe_means_nothing_to_a_closed_circuit() {
        circuit.allowProbe();
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
        admitted().broken("key");
        assertThat(circuit.admit()).isEmpty();
    }
}
