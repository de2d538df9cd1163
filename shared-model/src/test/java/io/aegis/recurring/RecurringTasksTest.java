/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTasksTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a_task_recurs_although_it_fails_until_it_is_closed() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        AtomicInteger runs = new AtomicInteger();
        Set<String> failed = ConcurrentHashMap.newKeySet();
        RecurringTasks tasks = new RecurringTasks(LONG, (task, cause) -> failed.add(task + ": " + cause.getMessage()));

        tasks.every(Duration.ofMillis(1), "failing", () -> {
            runs.incrementAndGet();
            thrice.countDown();
            throw new Exception("every time");
        });

        assertThat(thrice.await(20, TimeUnit.SECONDS)).isTrue();
        tasks.close();
        int after = runs.get();
        tasks.close();
        assertThat(runs).hasValue(after);
        assertThat(failed).containsExactly("failing: every time");
    }

    @Test
    void a_task_that_waits_keeps_no_other_from_running() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(2);
        try (RecurringTasks tasks = new RecurringTasks(Duration.ZERO, (_, _) -> {})) {
            tasks.every(Duration.ofMillis(1), "waiting", () -> new CountDownLatch(1).await());
            tasks.every(Duration.ofMillis(1), "other", other::countDown);
            assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_task_under_way_comes_to_its_end_within_the_grace() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        RecurringTasks tasks = new RecurringTasks(LONG, (_, _) -> {});
        tasks.every(Duration.ofHours(1), "working", () -> {
            begun.countDown();
            go.await();
            ended.set(true);
        });
        begun.await();
        Thread closing = Thread.ofVirtual().start(tasks::close);
        go.countDown();
        closing.join();
        assertThat(ended).isTrue();
    }

    @Test
    void without_grace_it_is_interrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RecurringTasks tasks = new RecurringTasks(Duration.ZERO, (_, _) -> {});
        tasks.every(Duration.ofHours(1), "working", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        begun.await();
        tasks.close();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
