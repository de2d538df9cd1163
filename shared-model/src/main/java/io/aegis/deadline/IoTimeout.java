/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import java.util.Set;

/**
 * A timeout of blocking reads and writes: the thread that began it is interrupted unless it is closed in time. Only its own thread
 * closes it.
 */
public final class IoTimeout implements AutoCloseable {

    private final Thread thread;
    private final long start;
    private final long length;
    private final Set<IoTimeout> running;
    private boolean over;
    private boolean expired;

    IoTimeout(Thread thread, long start, long length, Set<IoTimeout> running) {
        this.thread = thread;
        this.start = start;
        this.length = length;
        this.running = running;
    }

    void interruptAfter(long now) {
        if (now - start < length) {
            return;
        }
        synchronized (this) {
            if (!over) {
                expired = true;
                thread.interrupt();
            }
        }
        running.remove(this);
    }

    /** Whether it has interrupted its thread. */
    public synchronized boolean expired() {
        return expired;
    }

    /** Ends it: the thread is not interrupted afterwards, and no longer is when it was. */
    @Override
    public void close() {
        running.remove(this);
        synchronized (this) {
            if (!over && expired) {
                Thread.interrupted();
            }
            over = true;
        }
    }
}
