/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final SingleFlight<Long> flight = new SingleFlight<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private static Deadline ample() {
        return Deadline.after(Ticker.system(), Duration.ofMinutes(2));
    }

    /** A reading that says it has begun, and ends when it is told to. */
    private static SingleFlight.Reading<Long> held(CountDownLatch begun, CountDownLatch end, long result) {
        return () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new DatabaseUnavailableException("interrupted", e);
            }
            return result;
        };
    }

    @Test
    void who_asks_alone_reads() throws Exception {
        assertThat(flight.read(ample(), () -> 1L)).isEqualTo(1);
        assertThat(flight.read(ample(), () -> 2L)).isEqualTo(2);
    }

    @Test
    void nobody_is_told_what_was_true_before_they_asked() throws Exception {
        AtomicLong truth = new AtomicLong();
        AtomicInteger reads = new AtomicInteger();
        Callable<Boolean> asker = () -> {
            for (int i = 0; i < 300; i++) {
                long seen = truth.incrementAndGet();
                long told = flight.read(ample(), () -> {
                    reads.incrementAndGet();
                    long value = truth.get();
                    Thread.onSpinWait();
                    return value;
                });
                if (told < seen) {
                    return false;
                }
            }
            return true;
        };
        List<Future<Boolean>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(threads.submit(asker));
        }
        for (Future<Boolean> each : askers) {
            assertThat(each.get()).isTrue();
        }
        assertThat(reads.get()).isBetween(1, 8 * 300);
    }

    @Test
    void all_who_ask_while_one_reads_share_the_next() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Long> first = threads.submit(() -> flight.read(ample(), held(begun, end, 1)));
        begun.await();
        AtomicInteger reads = new AtomicInteger();
        List<Thread> waiting = new ArrayList<>();
        List<Future<Long>> others = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            others.add(threads.submit(() -> {
                synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                }
                return flight.read(ample(), () -> (long) reads.incrementAndGet());
            }));
        }
        Await.until("all wait", () -> allWait(waiting, 6));
        assertThat(reads).hasValue(0);
        end.countDown();

        assertThat(first.get()).isEqualTo(1);
        for (Future<Long> each : others) {
            assertThat(each.get()).isEqualTo(1);
        }
        assertThat(reads).hasValue(1);
    }

    private static boolean allWait(List<Thread> threads, int count) {
        synchronized (threads) {
            return threads.size() == count
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
        }
    }

    @Test
    void a_failure_is_that_of_all_who_share_it_and_of_nobody_later() throws Exception {
        assertThatThrownBy(() -> flight.read(ample(), () -> {
                    throw new DatabaseUnavailableException("away");
                }))
                .hasMessage("away");
        assertThatThrownBy(() -> flight.read(ample(), () -> {
                    throw new IllegalStateException("a defect");
                }))
                .hasMessage("a defect");

        assertThat(flight.read(ample(), () -> 3L)).isEqualTo(3);
    }

    @Test
    void who_cannot_wait_any_longer_leaves_and_holds_nobody_up() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Long> first = threads.submit(() -> flight.read(ample(), held(begun, end, 1)));
        begun.await();
        Deadline passed = Deadline.after(Ticker.system(), Duration.ZERO);

        assertThatThrownBy(() -> flight.read(passed, () -> 2L))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("took too long");
        Future<Long> next = threads.submit(() -> flight.read(ample(), () -> 3L));
        end.countDown();

        assertThat(first.get()).isEqualTo(1);
        assertThat(next.get()).isEqualTo(3);
    }
}
