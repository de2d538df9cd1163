package io.aegis.online.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    @Test
    void what_was_opened_last_is_closed_first_and_only_once() {
        List<String> closed = new ArrayList<>();
        Shutdown shutdown = new Shutdown();
        shutdown.opened("a", () -> closed.add("a"));
        shutdown.opened("b", () -> closed.add("b"));

        shutdown.close();
        shutdown.close();

        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void what_fails_to_close_keeps_nothing_else_open() {
        List<String> closed = new ArrayList<>();
        Shutdown shutdown = new Shutdown();
        shutdown.opened("a", () -> closed.add("a"));
        shutdown.opened("b", () -> {
            throw new IllegalStateException("stuck");
        });

        shutdown.close();

        assertThat(closed).containsExactly("a");
    }

    @Test
    void a_recurring_task_recurs_although_it_fails_and_ends_with_the_background_tasks() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        AtomicInteger runs = new AtomicInteger();
        BackgroundTasks backgroundTasks = new BackgroundTasks();

        backgroundTasks.every(Duration.ofMillis(1), "failing", () -> {
            runs.incrementAndGet();
            thrice.countDown();
            throw new IllegalStateException("every time");
        });

        assertThat(thrice.await(20, TimeUnit.SECONDS)).isTrue();
        backgroundTasks.close();
        int after = runs.get();
        backgroundTasks.close();
        assertThat(runs).hasValue(after);
    }
}
