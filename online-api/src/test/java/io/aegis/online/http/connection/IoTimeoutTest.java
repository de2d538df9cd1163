/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class IoTimeoutTest {

    @Test
    void whoever_takes_too_long_is_interrupted() {
        try (ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor()) {
            assertThatThrownBy(() -> {
                        try (IoTimeout _ = new IoTimeout(watchdog, Duration.ofMillis(1))) {
                            new CountDownLatch(1).await();
                        }
                    })
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whoever_is_in_time_is_left_alone_and_leaves_nothing_behind() {
        try (ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1)) {
            watchdog.setRemoveOnCancelPolicy(true);
            try (IoTimeout _ = new IoTimeout(watchdog, Duration.ofHours(1))) {
                assertThat(watchdog.getQueue()).hasSize(1);
            }
            assertThat(watchdog.getQueue()).isEmpty();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void an_alarm_that_rang_at_the_last_moment_leaves_no_interrupt_behind() {
        try (ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor()) {
            try (IoTimeout _ = new IoTimeout(watchdog, Duration.ZERO)) {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
