package io.aegis.db;

import io.aegis.deadline.Ticker;
import java.time.Duration;

/**
 * Remembers that the database does not answer, so that nobody waits for it in vain: when {@value #FAILURES} failures in a
 * row reach over more than a pause, only one attempt per pause is let through, until one is answered. A burst of
 * failures is not enough: many callers whose deadlines pass together say that there were too many of them.
 * Thread-safe.
 */
final class Reachability {

    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofMillis(250);

    private final Ticker ticker;
    private int failuresInRow;
    private long firstFailure;
    private long nextAttempt;
    private volatile boolean open;

    Reachability(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether the caller may try; the answer true commits it to trying. */
    boolean mayTry() {
        return !open || isNext();
    }

    /** The database answered, be it with an error. */
    synchronized void answered() {
        failuresInRow = 0;
        open = false;
    }

    /** The database did not answer, or not in time. */
    synchronized void failed() {
        long now = ticker.nanos();
        if (failuresInRow++ == 0) {
            firstFailure = now;
        }
        if (!open && failuresInRow >= FAILURES && now - firstFailure >= PAUSE.toNanos()) {
            open = true;
            nextAttempt = now + PAUSE.toNanos();
        }
    }

    private synchronized boolean isNext() {
        long now = ticker.nanos();
        if (open && now - nextAttempt < 0) {
            return false;
        }
        nextAttempt = now + PAUSE.toNanos();
        return true;
    }
}
