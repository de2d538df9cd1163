/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    private long now;

    @ParameterizedTest
    @ValueSource(longs = {0, 17, Long.MAX_VALUE - 50, Long.MIN_VALUE})
    void time_passes_wherever_the_clock_started(long start) {
        now = start;
        Deadline deadline = Deadline.after(() -> now, Duration.ofNanos(100));

        assertThat(deadline.remainingNanos()).isEqualTo(100);
        assertThat(deadline.passed()).isFalse();
        now += 99;
        assertThat(deadline.elapsedNanos()).isEqualTo(99);
        assertThat(deadline.passed()).isFalse();
        now += 1;
        assertThat(deadline.passed()).isTrue();
        now += 5;
        assertThat(deadline.remainingNanos()).isEqualTo(-5);
    }

    @Test
    void an_earlier_one_keeps_the_start() {
        Deadline deadline = Deadline.after(() -> now, Duration.ofNanos(100));
        now = 10;

        assertThat(deadline.earlierBy(30).remainingNanos()).isEqualTo(60);
        assertThat(deadline.earlierBy(30).elapsedNanos()).isEqualTo(10);
    }

    @Test
    void one_within_a_time_is_never_later() {
        Deadline deadline = Deadline.after(() -> now, Duration.ofNanos(100));
        now = 10;

        assertThat(deadline.within(Duration.ofNanos(30)).remainingNanos()).isEqualTo(30);
        assertThat(deadline.within(Duration.ofNanos(300)).remainingNanos()).isEqualTo(90);
        assertThat(deadline.within(Duration.ofNanos(30)).elapsedNanos()).isEqualTo(10);
    }

    @Test
    void the_system_ticker_goes_forward() {
        Ticker ticker = Ticker.system();

        long before = ticker.nanos();
        assertThat(ticker.nanos() - before).isNotNegative();
    }
}
