/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.testing.ManualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private final ManualTime time = new ManualTime();
    private final Watchdog watchdog = Watchdog.unattended(time::nanos);

    @Test
    void whoever_takes_too_long_is_interrupted_by_its_thread() {
        try (Watchdog started = Watchdog.start("watchdog", Ticker.system())) {
            assertThatThrownBy(() -> {
                        try (IoTimeout _ = started.timeout(Duration.ofMillis(1))) {
                            new CountDownLatch(1).await();
                        }
                    })
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void nobody_is_interrupted_before_its_time() {
        try (IoTimeout timeout = watchdog.timeout(TIMEOUT)) {
            time.advance(TIMEOUT.minusNanos(1));
            watchdog.look();
            assertThat(timeout.expired()).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();

            time.advance(Duration.ofNanos(1));
            watchdog.look();
            assertThat(timeout.expired()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
        assertThat(Thread.currentThread().isInterrupted())
                .as("nothing is left behind")
                .isFalse();
    }

    @Test
    void each_is_interrupted_by_its_own_time() {
        try (IoTimeout longer = watchdog.timeout(TIMEOUT.multipliedBy(2));
                IoTimeout shorter = watchdog.timeout(TIMEOUT)) {
            time.advance(TIMEOUT);
            watchdog.look();
            assertThat(shorter.expired()).isTrue();
            assertThat(longer.expired()).isFalse();
        }
    }

    @Test
    void whoever_was_in_time_is_left_alone_and_leaves_nothing_behind() {
        try (IoTimeout _ = watchdog.timeout(TIMEOUT)) {
            assertThat(watchdog.running()).isOne();
        }
        assertThat(watchdog.running()).isZero();
        time.advance(TIMEOUT.multipliedBy(2));
        watchdog.look();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void an_interrupt_of_others_stays() {
        try (IoTimeout _ = watchdog.timeout(TIMEOUT)) {
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void it_interrupts_once() {
        try (IoTimeout _ = watchdog.timeout(TIMEOUT)) {
            time.advance(TIMEOUT);
            watchdog.look();
            assertThat(Thread.interrupted()).isTrue();
            watchdog.look();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void a_thread_that_was_interrupted_while_it_closes_keeps_nothing() throws InterruptedException {
        // The moment between the last read and the close is the one in which an interrupt could be left behind.
        try (Watchdog started = Watchdog.start("watchdog", Ticker.system())) {
            for (int i = 0; i < 200; i++) {
                try (IoTimeout _ = started.timeout(i * 100_000L)) {
                    long until = System.nanoTime() + i * 100_000L;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                }
                assertThat(Thread.currentThread().isInterrupted())
                        .as("after timeout %d", i)
                        .isFalse();
            }
        }
    }
}
