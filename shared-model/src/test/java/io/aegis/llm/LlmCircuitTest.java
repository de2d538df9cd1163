/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.circuit.Circuit;
import io.aegis.circuit.CircuitSnapshot;
import io.aegis.circuit.CircuitSnapshot.State;
import io.aegis.testing.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LlmCircuitTest {

    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final Circuit<LlmFailure> circuit = LlmCircuit.create(time::nanos, new Random(1), COOLDOWN);

    @ParameterizedTest
    @EnumSource(names = {"AUTH", "QUOTA"})
    void what_only_a_person_can_mend_opens_it_for_the_cooldown(LlmFailure failure) {
        fail(failure);
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot<>(State.OPEN, Optional.of(failure), COOLDOWN));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"AUTH", "QUOTA", "RATE_LIMIT", "PARAMETER", "CONTENT_REFUSED"})
    void other_failures_open_it_at_the_third_in_a_row(LlmFailure failure) {
        fail(failure);
        fail(failure);
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
        fail(failure);
        assertThat(circuit.snapshot().state()).isEqualTo(State.OPEN);
        assertThat(circuit.snapshot().untilProbe()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"PARAMETER", "CONTENT_REFUSED"})
    void what_does_not_blame_the_provider_never_opens_it(LlmFailure failure) {
        for (int i = 0; i < 5; i++) {
            fail(failure, Duration.ofSeconds(9));
        }
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_provider_that_refuses_a_text_is_there() {
        fail(LlmFailure.AUTH);
        time.advance(COOLDOWN);
        fail(LlmFailure.CONTENT_REFUSED);
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_rate_limit_opens_it_for_as_long_as_the_provider_says() {
        fail(LlmFailure.RATE_LIMIT, Duration.ofMinutes(2));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_rate_limit_that_says_nothing_opens_it_for_about_a_second() {
        fail(LlmFailure.RATE_LIMIT, Duration.ZERO);
        assertThat(circuit.snapshot().untilProbe()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void any_failure_that_says_when_to_come_back_opens_it_at_once() {
        fail(LlmFailure.SERVER, Duration.ofSeconds(45));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofSeconds(45));
    }

    private void fail(LlmFailure failure) {
        LlmCircuit.tell(circuit.admit().orElseThrow(), failure, Optional.empty());
    }

    private void fail(LlmFailure failure, Duration retryAfter) {
        LlmCircuit.tell(circuit.admit().orElseThrow(), failure, Optional.of(retryAfter));
    }
}
