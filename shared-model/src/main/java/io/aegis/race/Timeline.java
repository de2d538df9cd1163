/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Time as the race knows it: a clock, waiting, and work on the side. One seam, so that a simulation can drive the very
 * code that runs in production through thousands of schedules.
 */
public interface Timeline extends Ticker {

    /**
     * Waits for a value, at most until a deadline. A future that ended without a value counts as silent.
     *
     * @return the value, or empty when there was none by then
     */
    <T> Optional<T> await(CompletableFuture<T> future, Deadline until);

    /** Runs a task beside the caller's. */
    void start(Runnable task);
}
