/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.recurring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Scheduler of small tasks that recur with a fixed delay, each on a thread of its own, so that one that waits for the database keeps
 * no other from running. A task that fails runs again.
 */
public final class RecurringTasks implements AutoCloseable {

    private final Duration grace;
    private final Failures failures;
    private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();

    /** Something to do, which may fail. */
    @FunctionalInterface
    public interface Task {
        /** Does it once. */
        void run() throws Exception;
    }

    /** Is told of tasks that failed. */
    @FunctionalInterface
    public interface Failures {
        /** Takes note; must not fail itself. */
        void failed(String task, Throwable cause);
    }

    /**
     * A scheduler without tasks.
     *
     * @param grace for tasks under way to come to their end when it is closed, all of them together; then they are interrupted
     * @param failures is told of them
     */
    public RecurringTasks(Duration grace, Failures failures) {
        this.grace = grace;
        this.failures = failures;
    }

    /** Does something now, and again each time the pause since it was last done is over. */
    public void every(Duration pause, String name, Task task) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        threads.add(thread);
        var _ = thread.scheduleWithFixedDelay(() -> guarded(name, task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A task that throws would never run again, and nobody would know. */
    private void guarded(String name, Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            failures.failed(name, e);
        }
    }

    /** Ends what recurs. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        long end = System.nanoTime() + grace.toNanos();
        for (ScheduledExecutorService thread : threads) {
            try {
                if (!thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException e) {
                thread.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
