/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The timeline of production: the machine's clock and blocking waits, cheap on virtual threads. */
public final class ThreadTimeline implements Timeline {

    private final Executor executor;

    /**
     * A timeline.
     *
     * @param executor runs the work on the side; must not queue behind blocked tasks
     */
    public ThreadTimeline(Executor executor) {
        this.executor = executor;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Deadline until) {
        try {
            return Optional.of(future.get(Math.max(0, until.remainingNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            // The server is closing this request's thread: stop waiting, and let whoever asked see it.
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void start(Runnable task) {
        executor.execute(task);
    }
}
