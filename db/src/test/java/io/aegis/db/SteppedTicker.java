package io.aegis.db;

import io.aegis.deadline.Ticker;
import java.time.Duration;

/** A clock that stands until it is moved. */
final class SteppedTicker implements Ticker {

    private long nanos = Long.MAX_VALUE - 1000;

    @Override
    public long nanos() {
        return nanos;
    }

    void advance(Duration by) {
        nanos += by.toNanos();
    }
}
