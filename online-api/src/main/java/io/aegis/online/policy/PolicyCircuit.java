package io.aegis.online.policy;

import io.aegis.deadline.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Keeps questions away from an engine that does not answer. Three failures in a row open it, for one second and twice as long
 * each time up to half a minute, of which a random part is taken off; then one question tries, whose fate closes it or
 * opens it again. Thread-safe.
 */
final class PolicyCircuit {

    private static final int FAILURES = 3;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final RandomGenerator random;
    private int failures;
    private int openings;
    private boolean open;
    private boolean probing;
    private long openedAt;
    private long pause;

    PolicyCircuit(Ticker ticker, RandomGenerator random) {
        this.ticker = ticker;
        this.random = random;
    }

    /** Whether a question may be asked now. Who was admitted tells {@link #succeeded} or {@link #failed}. */
    synchronized boolean admits() {
        if (!open) {
            return true;
        }
        if (probing || ticker.nanos() - openedAt < pause) {
            return false;
        }
        probing = true;
        return true;
    }

    /** The engine answered. */
    synchronized void succeeded() {
        open = false;
        probing = false;
        failures = 0;
        openings = 0;
    }

    /** It did not. */
    synchronized void failed() {
        failures++;
        if (open ? probing : failures >= FAILURES) {
            long full = Math.min(
                    LONGEST.toNanos(),
                    FIRST.multipliedBy(1L << Math.min(openings, 10)).toNanos());
            pause = random.nextLong(full / 2, full + 1);
            openings++;
            open = true;
            openedAt = ticker.nanos();
        }
        probing = false;
    }

    /** Whether questions are kept away. */
    synchronized boolean open() {
        return open;
    }
}
