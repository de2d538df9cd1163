package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.llm.CircuitSnapshot.State;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CircuitTest {

    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private final ManualTicker ticker = new ManualTicker();
    private final Circuit circuit = new Circuit(ticker, new Random(1), COOLDOWN);

    @Test
    void it_is_closed_at_first_and_admits_all() {
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot(State.CLOSED, Optional.empty(), Duration.ZERO));
        assertThat(circuit.admit()).isPresent();
        assertThat(circuit.admit()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTH", "QUOTA"})
    void what_only_a_person_can_mend_opens_it_for_the_cooldown(LlmFailure failure) {
        fail(failure);
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot(State.OPEN, Optional.of(failure), COOLDOWN));
        ticker.advance(COOLDOWN.minusNanos(1));
        assertThat(circuit.admit()).isEmpty();
        ticker.advance(Duration.ofNanos(1));
        assertThat(circuit.admit()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"AUTH", "QUOTA", "RATE_LIMIT", "PARAMETER", "CONTENT_REFUSED"})
    void other_failures_open_it_at_the_third_in_a_row(LlmFailure failure) {
        fail(failure);
        fail(failure);
        circuit.admit().orElseThrow().succeeded();
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
            fail(failure);
        }
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void what_another_process_was_told_opens_it_and_never_shortens_its_own_pause() {
        circuit.leaveAlone(Duration.ofSeconds(20));
        assertThat(circuit.admit()).isEmpty();
        assertThat(circuit.snapshot())
                .isEqualTo(new CircuitSnapshot(State.OPEN, Optional.of(LlmFailure.RATE_LIMIT), Duration.ofSeconds(20)));
        circuit.leaveAlone(Duration.ofSeconds(5));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofSeconds(20));
        ticker.advance(Duration.ofSeconds(20));
        assertThat(circuit.admit()).isPresent();
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

    @Test
    void no_provider_can_send_us_away_for_more_than_an_hour() {
        fail(LlmFailure.RATE_LIMIT, Duration.ofDays(365));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void the_pause_doubles_up_to_the_cooldown() {
        fail(LlmFailure.RATE_LIMIT);
        for (long nominal : new long[] {2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30}) {
            ticker.advance(circuit.snapshot().untilProbe());
            fail(LlmFailure.SERVER);
            assertThat(circuit.snapshot().untilProbe())
                    .isBetween(Duration.ofMillis(500 * nominal), Duration.ofSeconds(nominal));
        }
    }

    @Test
    void half_open_it_admits_one_probe_only() {
        fail(LlmFailure.AUTH);
        ticker.advance(COOLDOWN);
        Circuit.Admission probe = circuit.admit().orElseThrow();
        assertThat(circuit.snapshot().state()).isEqualTo(State.HALF_OPEN);
        assertThat(circuit.admit()).isEmpty();
        probe.succeeded();
        assertThat(circuit.snapshot()).isEqualTo(new CircuitSnapshot(State.CLOSED, Optional.empty(), Duration.ZERO));
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void after_a_success_the_pauses_start_small_again() {
        fail(LlmFailure.RATE_LIMIT);
        ticker.advance(Duration.ofSeconds(1));
        fail(LlmFailure.RATE_LIMIT);
        ticker.advance(Duration.ofSeconds(2));
        circuit.admit().orElseThrow().succeeded();
        fail(LlmFailure.RATE_LIMIT);
        assertThat(circuit.snapshot().untilProbe()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_probe_that_was_given_up_leaves_its_place() {
        fail(LlmFailure.AUTH);
        ticker.advance(COOLDOWN);
        circuit.admit().orElseThrow().abandoned();
        assertThat(circuit.admit()).isPresent();
    }

    @Test
    void giving_up_after_the_end_was_told_changes_nothing() {
        fail(LlmFailure.AUTH);
        ticker.advance(COOLDOWN);
        Circuit.Admission probe = circuit.admit().orElseThrow();
        probe.failed(LlmFailure.AUTH, Optional.empty());
        probe.abandoned();
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(COOLDOWN);
    }

    @Test
    void calls_admitted_before_it_opened_neither_close_it_nor_lengthen_its_pause() {
        Circuit.Admission good = circuit.admit().orElseThrow();
        Circuit.Admission bad = circuit.admit().orElseThrow();
        fail(LlmFailure.AUTH);
        good.succeeded();
        bad.failed(LlmFailure.AUTH, Optional.empty());
        assertThat(circuit.snapshot())
                .isEqualTo(new CircuitSnapshot(State.OPEN, Optional.of(LlmFailure.AUTH), COOLDOWN));
    }

    @Test
    void of_calls_sent_away_together_the_longest_time_counts() {
        Circuit.Admission longer = circuit.admit().orElseThrow();
        Circuit.Admission shorter = circuit.admit().orElseThrow();
        fail(LlmFailure.RATE_LIMIT, Duration.ofSeconds(5));
        longer.failed(LlmFailure.RATE_LIMIT, Optional.of(Duration.ofSeconds(9)));
        shorter.failed(LlmFailure.RATE_LIMIT, Optional.of(Duration.ofSeconds(2)));
        assertThat(circuit.snapshot().untilProbe()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void an_allowed_probe_goes_at_once_and_alone() {
        fail(LlmFailure.RATE_LIMIT, Duration.ofMinutes(30));
        circuit.allowProbe();
        assertThat(circuit.admit()).isPresent();
        assertThat(circuit.admit()).isEmpty();
    }

    @Test
    void allowing_a_probe_means_nothing_to_a_closed_circuit() {
        circuit.allowProbe();
        assertThat(circuit.snapshot().state()).isEqualTo(State.CLOSED);
        fail(LlmFailure.AUTH);
        assertThat(circuit.admit()).isEmpty();
    }

    private void fail(LlmFailure failure) {
        circuit.admit().orElseThrow().failed(failure, Optional.empty());
    }

    private void fail(LlmFailure failure, Duration retryAfter) {
        circuit.admit().orElseThrow().failed(failure, Optional.of(retryAfter));
    }
}
