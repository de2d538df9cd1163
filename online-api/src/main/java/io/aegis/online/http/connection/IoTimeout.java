/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A timeout of blocking reads and writes: interrupts the thread that made it unless it is closed in time. Interrupting a virtual thread that reads from a socket
 * closes the socket, which is the only way out of a read that Helidon gives no time limit.
 */
public final class IoTimeout implements AutoCloseable {

    private final Thread reader = Thread.currentThread();
    private final Future<?> alarm;
    private boolean over;

    /** A timeout for the calling thread, from now on. */
    public IoTimeout(ScheduledExecutorService watchdog, Duration timeout) {
        this.alarm = watchdog.schedule(this::ring, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void ring() {
        if (!over) {
            reader.interrupt();
        }
    }

    /** Ends the watch. The thread is not interrupted afterwards. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        alarm.cancel(false);
        Thread.interrupted();
    }
}
