/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import java.time.Duration;

/** For how long a process has been running. Measured by a ticker: clocks are set, forwards and back. Immutable. */
public final class Uptime {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Ticker ticker;
    private final long started;

    private Uptime(Ticker ticker) {
        this.ticker = ticker;
        this.started = ticker.nanos();
    }

    /** From now on. */
    public static Uptime startingNow(Ticker ticker) {
        return new Uptime(ticker);
    }

    /** Seconds, to the millisecond. */
    public double seconds() {
        return Duration.ofNanos(ticker.nanos() - started).toMillis() / MILLIS_PER_SECOND;
    }
}
