/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of a request's time to keep back for storing: half as much again as recent stores took at the most, the older
 * ones fading. Too little costs a customer the answer, too much only some of the LLM's chances. Thread-safe.
 */
final class StoreTime {

    /** A maximum that no store reaches again has halved after about twenty-two stores. */
    private static final int DECAY = 32;

    private final long floor;
    private final long ceiling;
    private final AtomicLong estimate;

    /**
     * An estimate.
     *
     * @param floor it never goes below
     * @param first what it is before the first store
     * @param ceiling what it never goes above, or one slow store would end all waiting
     */
    StoreTime(Duration floor, Duration first, Duration ceiling) {
        this.floor = floor.toNanos();
        this.ceiling = ceiling.toNanos();
        this.estimate = new AtomicLong(first.toNanos());
    }

    void record(long nanos) {
        long sample = Math.clamp(nanos, floor, ceiling);
        estimate.updateAndGet(old -> sample >= old ? sample : old - (old - sample) / DECAY);
    }

    /** What to keep back, in nanoseconds. */
    long reserve() {
        long likely = estimate.get();
        return likely + likely / 2;
    }
}
