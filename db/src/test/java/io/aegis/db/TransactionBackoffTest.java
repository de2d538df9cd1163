/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Deadline;
import io.aegis.testing.ManualTime;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TransactionBackoffTest {

    private final ManualTime time = new ManualTime();
    private final Deadline second = Deadline.after(time::nanos, Duration.ofSeconds(1));

    @Test
    void no_pause_outlasts_the_deadline() throws InterruptedException {
        TransactionBackoff longest = new TransactionBackoff(new Longest());
        time.advance(Duration.ofSeconds(1).minusNanos(10));
        assertThat(longest.pause(0, second)).isFalse();
    }

    @Test
    void a_passed_deadline_ends_the_trying() throws InterruptedException {
        TransactionBackoff none = new TransactionBackoff(() -> 0);
        time.advance(Duration.ofSeconds(2));
        assertThat(none.pause(0, second)).isFalse();
    }

    @Test
    void there_is_an_end_to_repetitions() throws InterruptedException {
        TransactionBackoff none = new TransactionBackoff(() -> 0);
        assertThat(none.pause(TransactionBackoff.REPETITIONS - 1, second)).isTrue();
        assertThat(none.pause(TransactionBackoff.REPETITIONS, second)).isFalse();
    }

    @Test
    void whoever_has_somebody_else_to_ask_repeats_nothing() throws InterruptedException {
        assertThat(TransactionBackoff.never().pause(0, second)).isFalse();
    }

    /** Always the greatest number allowed. */
    private static final class Longest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
