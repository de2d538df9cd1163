/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Work that computes for long, on a thread of its own. Executions run on virtual threads, of which it would keep one
 * processor; and what it calls looks at no wish to stop, so that it is left behind when one comes.
 */
final class InterruptibleComputation {

    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private InterruptibleComputation() {}

    /**
     * Does the work and waits for it.
     *
     * @param stopping whether to wait no longer; the work's thread is then interrupted, and ends with the process at the
     *     latest
     * @return what came of it; nothing when it was left behind
     * @throws IllegalStateException when it failed with a checked exception
     */
    static <T> Optional<T> work(BooleanSupplier stopping, Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("training").start(task);
        try {
            while (!stopping.getAsBoolean()) {
                try {
                    return Optional.of(task.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS));
                } catch (TimeoutException e) {
                    // Look whether it is still wanted.
                }
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the work failed", e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
