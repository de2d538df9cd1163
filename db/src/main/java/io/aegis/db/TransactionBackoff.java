/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pause before a transaction is run again: random, so that those who collided part; doubling, so that they stop. */
final class TransactionBackoff {

    /** Repetitions after which a collision is no accident. */
    static final int REPETITIONS = 20;

    private static final long FIRST_NANOS = Duration.ofMillis(2).toNanos();
    private static final int DOUBLINGS = 5;

    private final RandomGenerator random;
    private final int repetitions;

    /** @param random used by several threads at once */
    TransactionBackoff(RandomGenerator random) {
        this(random, REPETITIONS);
    }

    private TransactionBackoff(RandomGenerator random, int repetitions) {
        this.random = random;
        this.repetitions = repetitions;
    }

    /** Nothing is tried again: whoever asks has somebody else to ask. */
    static TransactionBackoff never() {
        return new TransactionBackoff(() -> 0, 0);
    }

    /**
     * Waits, unless the wait would outlast the deadline.
     *
     * @param repetition 0 for the first
     * @return whether to try again
     */
    boolean pause(int repetition, Deadline deadline) throws InterruptedException {
        long longest = FIRST_NANOS << Math.min(repetition, DOUBLINGS);
        long nanos = random.nextLong(longest);
        if (repetition >= repetitions || nanos >= deadline.remainingNanos()) {
            return false;
        }
        Thread.sleep(Duration.ofNanos(nanos));
        return true;
    }
}
