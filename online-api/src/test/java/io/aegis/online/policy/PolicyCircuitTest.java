package io.aegis.online.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PolicyCircuitTest {

    private final AtomicLong time = new AtomicLong();
    private final PolicyCircuit circuit = new PolicyCircuit(time::get, new Random(3));

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(circuit.admits()).isTrue();
            circuit.failed();
        }
    }

    private void pass(Duration pause) {
        time.addAndGet(pause.toNanos());
    }

    @Test
    void three_failures_in_a_row_open_it_and_a_success_between_does_not_count() {
        fail(2);
        circuit.succeeded();
        fail(2);
        assertThat(circuit.admits()).isTrue();
        circuit.failed();

        assertThat(circuit.open()).isTrue();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void one_probe_at_a_time_decides() {
        fail(3);
        pass(Duration.ofSeconds(1));

        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
        circuit.succeeded();
        assertThat(circuit.open()).isFalse();
    }

    @Test
    void the_pause_grows_up_to_half_a_minute() {
        fail(3);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(30));
            fail(1);
            assertThat(circuit.admits()).isFalse();
        }
        pass(Duration.ofMillis(14_900));
        assertThat(circuit.admits()).isFalse();
        pass(Duration.ofSeconds(16));
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void what_was_asked_before_it_opened_does_not_lengthen_the_pause() {
        for (int i = 0; i < 5; i++) {
            assertThat(circuit.admits()).isTrue();
        }
        for (int i = 0; i < 5; i++) {
            circuit.failed();
        }
        pass(Duration.ofSeconds(1));

        assertThat(circuit.admits()).isTrue();
    }
}
