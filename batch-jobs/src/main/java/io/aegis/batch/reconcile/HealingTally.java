/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import java.util.concurrent.atomic.AtomicLong;

/** What becomes of rows while several threads ask about them. Thread-safe. */
final class HealingTally {

    private final AtomicLong claimed = new AtomicLong();
    private final AtomicLong untried = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    void claimed(int rows) {
        claimed.addAndGet(rows);
    }

    void untried() {
        untried.incrementAndGet();
    }

    void failed() {
        failed.incrementAndGet();
    }

    void refused() {
        refused.incrementAndGet();
    }

    /** Rows whose text an LLM refused, since this was last asked. */
    long takeRefused() {
        return refused.getAndSet(0);
    }

    /** Rows on which no LLM gave a verdict, since this was last asked. */
    long takeFailed() {
        return failed.getAndSet(0);
    }

    /** Whether about none of the rows claimed since this was last asked a call could be made, though there were some. */
    boolean takeBusy() {
        long rows = claimed.getAndSet(0);
        return untried.getAndSet(0) == rows && rows > 0;
    }
}
