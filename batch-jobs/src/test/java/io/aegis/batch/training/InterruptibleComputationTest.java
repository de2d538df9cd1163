/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InterruptibleComputationTest {

    @Test
    void gives_what_came_of_the_work() throws InterruptedException {
        assertThat(InterruptibleComputation.work(
                        () -> false, () -> Thread.currentThread().isVirtual()))
                .contains(false);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leaves_behind_what_does_not_end_when_it_is_to_stop_and_interrupts_it() throws InterruptedException {
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThat(InterruptibleComputation.work(stopping::get, () -> {
                    stopping.set(true);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        new CountDownLatch(1).await();
                    }
                    return "never";
                }))
                .isEmpty();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tells_how_the_work_failed() {
        assertThatThrownBy(() -> InterruptibleComputation.work(() -> false, () -> {
                    throw new IllegalArgumentException("too large");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too large");
        assertThatThrownBy(() -> InterruptibleComputation.work(() -> false, () -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("gone");
    }
}
