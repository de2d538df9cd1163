/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingClockTest {

    private final PacingClock time = PacingClock.system();

    @Test
    void waiting_never_ends_early() {
        long moment = time.nanos() + 1_000_000;

        time.awaitUntil(moment);

        assertThat(time.nanos()).isGreaterThanOrEqualTo(moment);
    }

    @Test
    void an_interrupt_ends_the_waiting_and_stays_visible() {
        Thread.currentThread().interrupt();

        time.awaitUntil(time.nanos() + Long.MAX_VALUE / 2);

        assertThat(Thread.interrupted()).isTrue();
    }
}
