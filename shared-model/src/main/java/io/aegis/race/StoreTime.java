package io.aegis.race;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long storing takes, as far as recent stores tell: a maximum that decays. The race keeps this much of its time
 * back, so it errs on the long side. Thread-safe.
 */
final class StoreTime {

    /** A maximum that no store reaches again has halved after about twenty-two stores. */
    private static final int DECAY = 32;

    private final long floor;
    private final long ceiling;
    private final AtomicLong estimate;

    /**
     * An estimate before the first store.
     *
     * @param floor it never goes below
     * @param ceiling nor above, or one slow store would end all waiting
     */
    StoreTime(Duration floor, Duration ceiling) {
        this.floor = floor.toNanos();
        this.ceiling = ceiling.toNanos();
        this.estimate = new AtomicLong(this.floor);
    }

    void record(long nanos) {
        long sample = Math.clamp(nanos, floor, ceiling);
        estimate.updateAndGet(old -> sample >= old ? sample : old - (old - sample) / DECAY);
    }

    long nanos() {
        return estimate.get();
    }
}
