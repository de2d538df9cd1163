/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.circuit;

import io.aegis.deadline.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A circuit breaker: keeps calls away from what is known to fail. Closed it admits every call. Open it admits none until its
 * time is up, and then, half-open, a single probe, whose fate closes it or opens it again. When it opens and for how long is its
 * {@link CircuitPolicy}'s; whoever was called may ask for a time of its own, up to an hour.
 *
 * <p>Thread-safe, without threads of its own. Closed it takes no memory for a call.
 *
 * @param <R> kinds of failure
 */
public final class Circuit<R> {

    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 12;

    private final CircuitPolicy policy;
    private final Ticker ticker;
    private final RandomGenerator random;

    private CircuitSnapshot.State state = CircuitSnapshot.State.CLOSED;
    private Optional<R> reason = Optional.empty();
    private int failuresInRow;
    private long firstFailure;
    private int openings;
    private long successes;
    private long openedAt;
    private Duration pause = Duration.ZERO;
    private long probedAt;
    /** Counts the changes of state: what was admitted before the latest one says nothing about the present. */
    private long epoch;
    /** What every call gets while it is closed; empty otherwise. */
    private volatile Optional<Admission> free = Optional.of(new Admission(0, false));

    /**
     * A closed circuit.
     *
     * @param random takes its part off pauses; used by several threads, one at a time
     */
    public Circuit(CircuitPolicy policy, Ticker ticker, RandomGenerator random) {
        this.policy = policy;
        this.ticker = ticker;
        this.random = random;
    }

    /** One admitted call, whose end is to be told. */
    public final class Admission {

        private final long admittedIn;
        private final boolean probe;

        private Admission(long admittedIn, boolean probe) {
            this.admittedIn = admittedIn;
            this.probe = probe;
        }

        /** Whether it is to find out whether calls are answered again. */
        public boolean isProbe() {
            return probe;
        }

        /** The call was answered as it should be. */
        public void succeeded() {
            close(admittedIn);
        }

        /** It failed in a way that may pass: some such failures in a row open the circuit. */
        public void failed(R failure) {
            count(admittedIn, failure);
        }

        /** It was refused: the circuit opens at once, for a pause of its own. */
        public void refused(R failure) {
            refuse(admittedIn, failure);
        }

        /** It was refused, with the time after which to come back: of several such times the longest counts. */
        public void refused(R failure, Duration asked) {
            refuse(admittedIn, failure, bounded(asked));
        }

        /** Only a person can mend what it failed of: the circuit opens at once, for its longest pause. */
        public void broken(R failure) {
            giveUp(admittedIn, failure);
        }

        /** It was given up for reasons that say nothing. Without effect once its end has been told. */
        public void abandoned() {
            release(admittedIn);
        }
    }

    /** Asks whether a call may be made now. */
    public Optional<Admission> admit() {
        Optional<Admission> closed = free;
        return closed.isPresent() ? closed : admitProbe();
    }

    /** Lets an open circuit admit its probe at once. */
    public synchronized void allowProbe() {
        pause = Duration.ZERO;
    }

    /** Stays open for so long, or longer if it would have anyway: somebody else was told so. */
    public synchronized void leaveAlone(R failure, Duration asked) {
        if (bounded(asked).compareTo(untilProbe()) > 0) {
            open(failure, bounded(asked));
        }
    }

    /** How many calls have been answered as they should be: who knows the number as it was can tell whether any was since. */
    public synchronized long successes() {
        return successes;
    }

    /** Its state now. */
    public synchronized CircuitSnapshot<R> snapshot() {
        return new CircuitSnapshot<>(state, reason, untilProbe());
    }

    private synchronized Optional<Admission> admitProbe() {
        return switch (state) {
            case CLOSED -> free;
            case HALF_OPEN ->
                ticker.nanos() - probedAt < policy.probeTimeout().toNanos() ? Optional.empty() : Optional.of(probe());
            case OPEN -> {
                if (untilProbe().isPositive()) {
                    yield Optional.empty();
                }
                moveTo(CircuitSnapshot.State.HALF_OPEN);
                yield Optional.of(probe());
            }
        };
    }

    private Admission probe() {
        probedAt = ticker.nanos();
        return new Admission(epoch, true);
    }

    private synchronized void close(long admittedIn) {
        if (admittedIn != epoch && !policy.lateSuccess()) {
            return;
        }
        successes++;
        failuresInRow = 0;
        if (state != CircuitSnapshot.State.CLOSED) {
            openings = 0;
            reason = Optional.empty();
            moveTo(CircuitSnapshot.State.CLOSED);
        }
    }

    private synchronized void count(long admittedIn, R failure) {
        if (admittedIn != epoch) {
            return;
        }
        long now = ticker.nanos();
        if (failuresInRow++ == 0) {
            firstFailure = now;
        }
        boolean enough = failuresInRow >= policy.failures()
                && now - firstFailure >= policy.spread().toNanos();
        if (enough || state == CircuitSnapshot.State.HALF_OPEN) {
            open(failure, ownPause());
        }
    }

    private synchronized void refuse(long admittedIn, R failure) {
        if (admittedIn == epoch) {
            open(failure, ownPause());
        }
    }

    private synchronized void refuse(long admittedIn, R failure, Duration asked) {
        if (admittedIn == epoch) {
            open(failure, asked);
        } else if (state == CircuitSnapshot.State.OPEN && asked.compareTo(untilProbe()) > 0) {
            openedAt = ticker.nanos();
            pause = asked;
        }
    }

    private synchronized void giveUp(long admittedIn, R failure) {
        if (admittedIn == epoch) {
            open(failure, policy.longestPause());
        }
    }

    /** A probe that was given up leaves its place to the next call. */
    private synchronized void release(long admittedIn) {
        if (admittedIn == epoch && state == CircuitSnapshot.State.HALF_OPEN) {
            moveTo(CircuitSnapshot.State.OPEN);
        }
    }

    private void open(R failure, Duration length) {
        reason = Optional.of(failure);
        failuresInRow = 0;
        openings++;
        openedAt = ticker.nanos();
        pause = length;
        moveTo(CircuitSnapshot.State.OPEN);
    }

    private Duration ownPause() {
        Duration doubled = policy.firstPause().multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
        Duration whole = doubled.compareTo(policy.longestPause()) < 0 ? doubled : policy.longestPause();
        long nanos = whole.toNanos();
        return policy.jittered() ? Duration.ofNanos(random.nextLong(nanos / 2, nanos + 1)) : whole;
    }

    private Duration untilProbe() {
        if (state != CircuitSnapshot.State.OPEN) {
            return Duration.ZERO;
        }
        Duration left = pause.minusNanos(ticker.nanos() - openedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void moveTo(CircuitSnapshot.State next) {
        state = next;
        epoch++;
        free = next == CircuitSnapshot.State.CLOSED ? Optional.of(new Admission(epoch, false)) : Optional.empty();
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }
}
