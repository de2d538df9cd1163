/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.deadline.Ticker;
import java.time.Duration;

/**
 * Since when the database answers without a gap. While it stands still nobody can write a sign of life, so the time in which
 * one was silent counts only as far as the database was there to hear it. Not thread-safe.
 */
final class DatabaseUptime {

    private final long gap;
    private final Ticker ticker;
    private long since;
    private long last;

    /** @param gap between two answers, from which on it counts as having been away */
    DatabaseUptime(Duration gap, Ticker ticker) {
        this.gap = gap.toNanos();
        this.ticker = ticker;
        this.since = ticker.nanos();
        this.last = since;
    }

    /** It has answered now: tells for how long it has. */
    Duration answered() {
        long now = ticker.nanos();
        if (now - last > gap) {
            since = now;
        }
        last = now;
        return Duration.ofNanos(now - since);
    }
}
