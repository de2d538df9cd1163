/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A timeline on which nothing takes time but what is said to, and only one task moves at a time. Which of several
 * ready tasks moves next is drawn from a seed: a schedule that fails can be run again.
 */
final class SimulatedTime implements Timeline {

    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long now;
    private @Nullable Task moving;

    SimulatedTime(long seed) {
        this.random = new Random(seed);
        this.now = random.nextInt();
    }

    /** One thread of the simulation, and what it waits for. */
    private final class Task {
        private final Semaphore go = new Semaphore(0);
        private final Thread thread;
        private long wakeAt;
        private @Nullable CompletableFuture<?> awaited;
        private boolean ended;

        Task(Runnable body, long startAt) {
            this.wakeAt = startAt;
            this.thread = Thread.ofVirtual().unstarted(() -> {
                go.acquireUninterruptibly();
                try {
                    body.run();
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                } finally {
                    ended = true;
                    back.release();
                }
            });
        }

        long readyAt() {
            CompletableFuture<?> future = awaited;
            return future != null && future.isDone() ? Math.min(now, wakeAt) : wakeAt;
        }
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void start(Runnable task) {
        startIn(0, task);
    }

    void startIn(long nanos, Runnable body) {
        Task task = new Task(body, now + nanos);
        tasks.add(task);
        task.thread.start();
    }

    void sleep(long nanos) {
        pause(now + nanos, null);
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Deadline until) {
        if (!future.isDone()) {
            pause(now + Math.max(0, until.remainingNanos()), future);
        }
        return future.isDone() && !future.isCompletedExceptionally() ? Optional.of(future.join()) : Optional.empty();
    }

    private void pause(long wakeAt, @Nullable CompletableFuture<?> awaited) {
        Task me = moving;
        if (me == null) {
            throw new IllegalStateException("only tasks of the simulation wait");
        }
        me.wakeAt = wakeAt;
        me.awaited = awaited;
        back.release();
        me.go.acquireUninterruptibly();
        me.awaited = null;
    }

    /** Runs until every task has ended. */
    void run() {
        while (!tasks.isEmpty()) {
            long next = tasks.stream().mapToLong(Task::readyAt).min().orElseThrow();
            now = Math.max(now, next);
            List<Task> ready = tasks.stream().filter(t -> t.readyAt() <= now).toList();
            Task task = ready.get(random.nextInt(ready.size()));
            moving = task;
            task.go.release();
            back.acquireUninterruptibly();
            if (task.ended) {
                tasks.remove(task);
            }
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a task of the simulation failed", failed);
        }
    }
}
