/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that leaps to whatever moment is waited for, so that no test waits. */
public final class LeapingClock implements PacingClock {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void awaitUntil(long moment) {
        nanos.accumulateAndGet(moment, Math::max);
    }

    /** Lets time pass. */
    public void pass(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }
}
