/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A timeout that begins anew whenever what is waited for has moved on: it tells what hangs from what is slow. Not thread-safe.
 */
final class StallTimeout {

    private static final Duration STEP = Duration.ofMillis(20);

    private final Duration length;
    private final BooleanSupplier moved;
    private final LongSupplier nanos;
    private final long start;
    private long lastMove;

    /**
     * Begins to wait.
     *
     * @param length how long it may stand still
     * @param moved whether it has moved since this was asked the last time
     * @param nanos a clock, as {@link System#nanoTime()}
     */
    StallTimeout(Duration length, BooleanSupplier moved, LongSupplier nanos) {
        this.length = length;
        this.moved = moved;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.lastMove = start;
    }

    /**
     * Sleeps a little.
     *
     * @return whether it has moved within the length of this timeout; without sleeping when it has not
     * @throws EmbeddedDatabaseException when the thread is interrupted, which stays set
     */
    boolean pause() {
        long now = nanos.getAsLong();
        if (moved.getAsBoolean()) {
            lastMove = now;
        } else if (now - lastMove >= length.toNanos()) {
            return false;
        }
        try {
            Thread.sleep(STEP);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while waiting for the database server.", e);
        }
    }

    /** How long it has been waited in all. */
    Duration waited() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }
}
