package io.aegis.db;

import io.aegis.deadline.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers that the database does not answer, so that nobody waits for it in vain: after {@value #FAILURES} failures in a
 * row only one attempt per pause is let through, until one is answered. Thread-safe.
 */
final class Reachability {

    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofMillis(300);

    private final Ticker ticker;
    private final AtomicInteger failuresInRow = new AtomicInteger();
    private final AtomicLong nextAttempt = new AtomicLong();

    Reachability(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether the caller may try; the answer true commits it to trying. */
    boolean mayTry() {
        if (failuresInRow.get() < FAILURES) {
            return true;
        }
        long next = nextAttempt.get();
        long now = ticker.nanos();
        return now - next >= 0 && nextAttempt.compareAndSet(next, now + PAUSE.toNanos());
    }

    /** The database answered, be it with an error. */
    void answered() {
        if (failuresInRow.get() != 0) {
            failuresInRow.set(0);
        }
    }

    /** The database did not answer, or not in time. */
    void failed() {
        if (failuresInRow.incrementAndGet() == FAILURES) {
            nextAttempt.set(ticker.nanos() + PAUSE.toNanos());
        }
    }
}
