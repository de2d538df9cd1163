/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.time.Duration;

/** A span of waiting that began when it was made, for states of other processes that nothing announces. */
final class PollTimeout {

    private final long start = System.nanoTime();
    private final long nanos;

    private PollTimeout(long nanos) {
        this.nanos = nanos;
    }

    static PollTimeout of(Duration length) {
        return new PollTimeout(length.toNanos());
    }

    /**
     * Sleeps a little.
     *
     * @return whether there was time left to sleep
     * @throws EmbeddedDatabaseException when the thread is interrupted, which stays set
     */
    boolean pause(Duration step) {
        if (System.nanoTime() - start >= nanos) {
            return false;
        }
        try {
            Thread.sleep(step);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while waiting for the database server.", e);
        }
    }
}
