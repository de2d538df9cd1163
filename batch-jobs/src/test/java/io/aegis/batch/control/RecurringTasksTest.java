package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTasksTest {

    private static final Duration OFTEN = Duration.ofMillis(1);

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private String next() throws InterruptedException {
        return String.valueOf(done.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void whatever_a_task_ends_with_it_is_done_again() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (RecurringTasks tasks = new RecurringTasks(1)) {
            tasks.every(OFTEN, "task", () -> {
                done.add(Thread.currentThread().isDaemon() + " "
                        + Thread.currentThread().getName());
                switch (runs.getAndIncrement() % 3) {
                    case 0 -> throw new DatabaseUnavailableException("away");
                    case 1 -> throw new IllegalStateException("wrong");
                    default -> throw new AssertionError("very wrong");
                }
            });
            for (int times = 0; times < 6; times++) {
                assertThat(next()).startsWith("true background-");
            }
        }
    }

    @Test
    void a_task_that_waits_keeps_no_other_from_running_and_closing_ends_them() throws Exception {
        BlockingQueue<String> never = new LinkedBlockingQueue<>();
        RecurringTasks tasks = new RecurringTasks(2);
        tasks.every(OFTEN, "waits", () -> {
            try {
                done.add(never.take());
            } catch (InterruptedException e) {
                done.add("interrupted");
            }
        });
        tasks.every(OFTEN, "runs", () -> done.add("runs"));
        assertThat(next()).isEqualTo("runs");
        assertThat(next()).isEqualTo("runs");
        tasks.close();
        String last = next();
        while (last.equals("runs")) {
            last = next();
        }
        assertThat(last).isEqualTo("interrupted");
    }
}
