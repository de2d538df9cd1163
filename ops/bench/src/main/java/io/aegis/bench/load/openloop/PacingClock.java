/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import io.aegis.deadline.Ticker;
import java.util.concurrent.locks.LockSupport;

/** A monotonic clock that one can wait on. */
public interface PacingClock extends Ticker {

    /** Returns when {@link #nanos()} has reached {@code moment}, at once when it already has; sooner if interrupted. */
    void awaitUntil(long moment);

    /** The clock of this machine. It parks and never spins, since the server needs the cores; wakes some 60 us late. */
    static PacingClock system() {
        return new PacingClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void awaitUntil(long moment) {
                long left = moment - nanos();
                while (left > 0 && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(this, left);
                    left = moment - nanos();
                }
            }
        };
    }
}
