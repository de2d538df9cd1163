/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import java.time.Duration;

/** A moment on a monotonic clock by which something has to be done. Immutable. */
public final class Deadline {

    private final Ticker ticker;
    private final long start;
    private final long length;

    private Deadline(Ticker ticker, long start, long length) {
        this.ticker = ticker;
        this.start = start;
        this.length = length;
    }

    /** The moment {@code length} from now. */
    public static Deadline after(Ticker ticker, Duration length) {
        return new Deadline(ticker, ticker.nanos(), length.toNanos());
    }

    /** Nanoseconds left; negative once it has passed. */
    public long remainingNanos() {
        return length - elapsedNanos();
    }

    /** Nanoseconds since this deadline was set. */
    public long elapsedNanos() {
        return ticker.nanos() - start;
    }

    /** Whether it has passed. */
    public boolean passed() {
        return remainingNanos() <= 0;
    }

    /** This deadline, or the moment {@code most} from now where that is earlier. */
    public Deadline within(Duration most) {
        return new Deadline(ticker, start, Math.min(length, elapsedNanos() + most.toNanos()));
    }

    /** Another deadline on the same clock and from the same start, {@code nanos} before this one. */
    public Deadline earlierBy(long nanos) {
        return new Deadline(ticker, start, length - nanos);
    }
}
