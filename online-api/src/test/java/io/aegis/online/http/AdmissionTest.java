/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int MEBIBYTE = 1 << 20;

    private final ExecutorService readers =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("reader-", 0).factory());
    private final Admission admission = new Admission(16 * MEBIBYTE, readers);

    @AfterEach
    void end() {
        readers.shutdownNow();
    }

    @Test
    void what_does_not_fit_is_refused_until_room_is_given_back() {
        admission.take(12 * MEBIBYTE, 0);
        assertThatThrownBy(() -> admission.take(MEBIBYTE, 0))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(503);
                    assertThat(problem.headers()).containsEntry("Retry-After", "1");
                });
        assertThat(admission.held()).isEqualTo(12 * MEBIBYTE);
        admission.giveBack(MEBIBYTE);
        admission.take(MEBIBYTE, 0);
    }

    @Test
    void what_would_never_fit_is_told_to_be_too_large() {
        admission.take(8 * MEBIBYTE, 0);
        assertThatThrownBy(() -> admission.take(5 * MEBIBYTE, 8 * MEBIBYTE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(413));
        assertThat(admission.held()).isEqualTo(8 * MEBIBYTE);
        admission.take(4 * MEBIBYTE, 8 * MEBIBYTE);
    }

    @Test
    void heavy_requests_leave_room_for_lighter_ones() {
        admission.take(12 * MEBIBYTE, 0);
        for (int i = 0; i < 8; i++) {
            admission.take(MEBIBYTE / 4, 0);
        }
        assertThatThrownBy(() -> admission.take(MEBIBYTE / 4, 0)).isInstanceOf(ProblemException.class);
        for (int i = 0; i < 100; i++) {
            admission.take(2_000, 0);
        }
        assertThat(admission.held()).isLessThan(16 * MEBIBYTE);
    }

    @Test
    void only_so_many_large_ones_are_read_at_once_and_small_ones_as_they_come() throws Exception {
        int turns = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        CountDownLatch begun = new CountDownLatch(turns);
        CountDownLatch over = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> reading = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                reading.add(senders.submit(() -> admission.read(MEBIBYTE, () -> {
                    begun.countDown();
                    return waited(over);
                })));
            }
            begun.await();
            assertThat(admission.read(100, () -> "small")).isEqualTo("small");
            assertThatThrownBy(() -> admission.read(MEBIBYTE, () -> "large"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type().status()).isEqualTo(503));
            over.countDown();
            for (Future<Boolean> each : reading) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(admission.read(MEBIBYTE, () -> "large")).isEqualTo("large");
    }

    @Test
    void a_turn_is_given_back_whatever_comes_of_it_and_who_is_interrupted_has_none() {
        int turns = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        for (int i = 0; i <= turns; i++) {
            assertThatThrownBy(() -> admission.read(MEBIBYTE, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
        }
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> admission.read(MEBIBYTE, () -> "large")).isInstanceOf(ProblemException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_takes_long_leaves_the_virtual_threads_processors_to_others() throws Exception {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(senders.submit(() -> admission.read(
                                    MEBIBYTE, () -> Thread.currentThread().isVirtual()))
                            .get())
                    .isFalse();
            assertThat(senders.submit(() -> admission.read(
                                    100, () -> Thread.currentThread().isVirtual()))
                            .get())
                    .isTrue();
        }
    }

    @Test
    void what_breaks_for_good_is_told_as_it_is() {
        assertThatThrownBy(() -> admission.read(MEBIBYTE, () -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
    }

    private static boolean waited(CountDownLatch over) {
        try {
            return over.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
