/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Load shedding: a limit of concurrent requests. One more is refused at once: a queue would only make everybody late.
 * Once draining, every new request is refused and those inside can be awaited. Thread-safe.
 */
public final class Overload {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration RETRY_ELSEWHERE = Duration.ofSeconds(5);

    private final int capacity;
    private final Semaphore places;
    private final LongAdder late = new LongAdder();
    private volatile boolean draining;

    /** Room for so many requests. */
    public Overload(int capacity) {
        this.capacity = capacity;
        this.places = new Semaphore(capacity);
    }

    /**
     * Takes a place, to be given back by {@link #leave}.
     *
     * @return the refusal, 503, when there is none
     */
    Optional<ProblemException> enter() {
        if (draining) {
            late.increment();
            return Optional.of(ProblemException.unavailable("The server is shutting down.", RETRY_ELSEWHERE));
        }
        if (!places.tryAcquire()) {
            return Optional.of(ProblemException.unavailable("Too many requests are under way.", RETRY_AFTER));
        }
        return Optional.empty();
    }

    /** Gives a place back. */
    void leave() {
        places.release();
    }

    /** Whether new requests are refused because the server is about to stop. */
    public boolean draining() {
        return draining;
    }

    /**
     * Refuses new requests from now on and waits for those inside.
     *
     * @param grace how long to wait
     * @return whether all of them left in time
     */
    public boolean drain(Duration grace) throws InterruptedException {
        draining = true;
        boolean empty = places.tryAcquire(capacity, grace.toNanos(), TimeUnit.NANOSECONDS);
        if (empty) {
            places.release(capacity);
        }
        return empty;
    }

    /**
     * Waits, once draining, until nobody has come for a while: whoever still does is told to go elsewhere, rather than
     * finding a connection that breaks.
     *
     * @param quiet for how long nobody may come
     * @param most how often that is waited for
     */
    public void awaitQuiet(Duration quiet, int most) throws InterruptedException {
        awaitQuiet(() -> Thread.sleep(quiet), most);
    }

    /** A while in which nobody may come. */
    @FunctionalInterface
    interface Pause {
        void pass() throws InterruptedException;
    }

    void awaitQuiet(Pause pause, int most) throws InterruptedException {
        long before;
        int waits = 0;
        do {
            before = late.sum();
            pause.pass();
        } while (late.sum() != before && ++waits < most);
    }
}
