package io.aegis.llm;

import io.aegis.deadline.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps calls away from a provider that is known to fail. Closed it admits every call. Open it admits none until its
 * time is up, and then, half-open, a single probe, whose fate closes it or opens it again.
 *
 * <p>{@code AUTH}, {@code QUOTA}, {@code RATE_LIMIT} and every failure that says when to come back open it at once; of
 * the other kinds it takes {@value #SOFT_LIMIT} in a row. It stays open for the time that the provider asked for, up to
 * an hour; else for the cool-down when only a person can mend the cause; else for a time that doubles from one second
 * up to the cool-down, of which a random half is taken off, so that replicas do not come back in step.
 *
 * <p>Thread-safe, without threads of its own.
 */
final class Circuit {

    private static final int SOFT_LIMIT = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Ticker ticker;
    private final RandomGenerator random;
    private final Duration cooldown;

    private CircuitSnapshot.State state = CircuitSnapshot.State.CLOSED;
    private Optional<LlmFailure> reason = Optional.empty();
    private int softFailures;
    private int openings;
    private long openedAt;
    private Duration pause = Duration.ZERO;
    /** Counts the changes of state: what was admitted before the latest one says nothing about the present. */
    private long epoch;

    Circuit(Ticker ticker, RandomGenerator random, Duration cooldown) {
        this.ticker = ticker;
        this.random = random;
        this.cooldown = cooldown;
    }

    /** One admitted call, whose end is to be told. */
    final class Admission {

        private final long admittedIn;

        private Admission(long admittedIn) {
            this.admittedIn = admittedIn;
        }

        /** The provider answered as it should. */
        void succeeded() {
            close(admittedIn);
        }

        /** The provider failed, and perhaps said when to come back. What does not blame it counts as nothing. */
        void failed(LlmFailure failure, Optional<Duration> retryAfter) {
            if (failure.blamesProvider()) {
                fail(admittedIn, failure, retryAfter.filter(Duration::isPositive));
            } else if (failure == LlmFailure.CONTENT_REFUSED) {
                close(admittedIn);
            }
        }

        /** The call was given up for reasons that are not the provider's. Without effect once its end has been told. */
        void abandoned() {
            release(admittedIn);
        }
    }

    /** Asks whether a call may be made now. */
    synchronized Optional<Admission> admit() {
        return switch (state) {
            case CLOSED -> Optional.of(new Admission(epoch));
            case HALF_OPEN -> Optional.empty();
            case OPEN -> untilProbe().isPositive() ? Optional.empty() : Optional.of(probe());
        };
    }

    /** Lets an open circuit admit its probe at once. */
    synchronized void allowProbe() {
        pause = Duration.ZERO;
    }

    /** Stays open for so long, or longer if it would have anyway: another process was told so by the provider. */
    synchronized void leaveAlone(Duration asked) {
        if (bounded(asked).compareTo(untilProbe()) > 0) {
            open(LlmFailure.RATE_LIMIT, bounded(asked));
        }
    }

    synchronized CircuitSnapshot snapshot() {
        return new CircuitSnapshot(state, reason, untilProbe());
    }

    private synchronized void close(long admittedIn) {
        if (admittedIn != epoch) {
            return;
        }
        softFailures = 0;
        if (state != CircuitSnapshot.State.CLOSED) {
            openings = 0;
            reason = Optional.empty();
            moveTo(CircuitSnapshot.State.CLOSED);
        }
    }

    private synchronized void fail(long admittedIn, LlmFailure failure, Optional<Duration> retryAfter) {
        if (admittedIn != epoch) {
            retryAfter.ifPresent(this::lengthen);
            return;
        }
        softFailures++;
        boolean atOnce = retryAfter.isPresent() || !isSoft(failure);
        if (atOnce || state == CircuitSnapshot.State.HALF_OPEN || softFailures >= SOFT_LIMIT) {
            open(failure, retryAfter.map(Circuit::bounded).orElseGet(() -> ownPause(failure)));
        }
    }

    private Admission probe() {
        moveTo(CircuitSnapshot.State.HALF_OPEN);
        return new Admission(epoch);
    }

    /** A probe that was given up leaves its place to the next call. */
    private synchronized void release(long admittedIn) {
        if (admittedIn == epoch && state == CircuitSnapshot.State.HALF_OPEN) {
            moveTo(CircuitSnapshot.State.OPEN);
        }
    }

    private void open(LlmFailure failure, Duration length) {
        reason = Optional.of(failure);
        softFailures = 0;
        openings++;
        openedAt = ticker.nanos();
        pause = length;
        moveTo(CircuitSnapshot.State.OPEN);
    }

    /** Of several calls that the provider sent away together, the one told the longest time counts. */
    private void lengthen(Duration retryAfter) {
        Duration asked = bounded(retryAfter);
        if (state == CircuitSnapshot.State.OPEN && asked.compareTo(untilProbe()) > 0) {
            openedAt = ticker.nanos();
            pause = asked;
        }
    }

    private Duration ownPause(LlmFailure failure) {
        if (failure == LlmFailure.AUTH || failure == LlmFailure.QUOTA) {
            return cooldown;
        }
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(openings, 12));
        long nanos = (doubled.compareTo(cooldown) < 0 ? doubled : cooldown).toNanos();
        return Duration.ofNanos(random.nextLong(nanos / 2, nanos + 1));
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
    }

    private static Duration bounded(Duration retryAfter) {
        return retryAfter.compareTo(LONGEST_PAUSE) < 0 ? retryAfter : LONGEST_PAUSE;
    }

    private static boolean isSoft(LlmFailure failure) {
        return switch (failure) {
            case AUTH, QUOTA, RATE_LIMIT -> false;
            case TIMEOUT, SERVER, NETWORK, BAD_ANSWER, REFUSED, PARAMETER, CONTENT_REFUSED -> true;
        };
    }
}
