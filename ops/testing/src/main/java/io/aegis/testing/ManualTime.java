/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Monotonic time that moves only when told. It starts just before it overflows, which the product has to bear. */
public final class ManualTime {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    /** Nanoseconds since some moment, as {@link System#nanoTime} gives them. */
    public long nanos() {
        return nanos.get();
    }

    /** Lets time pass. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
