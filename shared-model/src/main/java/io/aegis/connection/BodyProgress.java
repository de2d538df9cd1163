/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import java.time.Duration;

/** Whether a body makes progress: {@value #LEAST} bytes within a time, in which only waiting for its sender counts. Not thread-safe. */
public final class BodyProgress {

    /** Bytes that even the slowest honest sender sends while one waits for it. */
    public static final int LEAST = 2048;

    private final Duration timeout;
    private long waited;
    private int came;

    /** A body of which {@link #LEAST} bytes have to come in each {@code timeout} of waiting. */
    public BodyProgress(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Takes note of something that came.
     *
     * @param read how many bytes, less than 0 at the end
     * @param nanos how long they were waited for
     * @return whether the body comes too slowly to be waited for any longer
     */
    public boolean isTooSlow(int read, long nanos) {
        waited += nanos;
        came += Math.max(0, read);
        if (came >= LEAST || read < 0) {
            waited = 0;
            came = 0;
        }
        return waited > timeout.toNanos();
    }
}
