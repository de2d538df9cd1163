/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Admission control by memory: a limit of what all requests together may hold. Each says what it may come to weigh before it
 * reads, and one that does not fit is refused at once. The heavier a request, the more room it has to leave free, so that
 * large ones never keep small ones out.
 *
 * <p>Likewise it bounds how many are read at once that take long to read, and has threads of the operating system read these, which
 * it takes off a processor by itself. Virtual threads are not taken off before they wait for something; worse, whoever gives a turn
 * on wakes the next into the queue of its own carrier thread, which looks nowhere else before that is empty. So as long as large
 * bodies waited for their turn, connections that had just been made were not even begun with. Thread-safe.
 */
public final class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final long HEAVY = 1 << 20;
    private static final long MIDDLING = 64 << 10;

    /** One part in so many of the room is for those that are not heavy, and for those that are light. */
    private static final long NOT_HEAVY_PART = 4;

    private static final long LIGHT_PART = 8;

    /** Up to so many bytes a body is read in no time. */
    private static final int SMALL = 4 << 10;

    /** How long a large body waits for its turn to be read. */
    private static final Duration TURN = Duration.ofMillis(500);

    private final Semaphore turns;
    private final Semaphore middlingTurns;
    private final Executor readers;
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * Room for so many bytes.
     *
     * @param readers read what is not small: never more at once than twice as many as there are processors
     */
    public Admission(long most, Executor readers) {
        this.most = most;
        this.readers = readers;
        int processors = Runtime.getRuntime().availableProcessors();
        // One processor is for all that is small.
        this.turns = new Semaphore(Math.max(1, processors - 1), true);
        this.middlingTurns = new Semaphore(processors, true);
    }

    /**
     * Reads something that is in memory already, when it is its turn.
     *
     * @param size of what is read, bytes or characters
     * @param reading must not wait for anything
     * @throws ProblemException 503 when its turn does not come
     */
    <T> T read(int size, Supplier<T> reading) {
        if (size <= SMALL) {
            return reading.get();
        }
        // What takes milliseconds does not queue behind what takes a tenth of a second.
        Semaphore mine = size <= MIDDLING ? middlingTurns : turns;
        if (!turnCame(mine)) {
            throw ProblemException.unavailable("Too many large requests are being read.", RETRY_AFTER);
        }
        return elsewhere(() -> {
            try {
                return reading.get();
            } finally {
                mine.release();
            }
        });
    }

    /** Waits for what a thread of the operating system does. That is bounded work, and so not left when interrupted. */
    private <T> T elsewhere(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, readers).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException refused -> throw refused;
                case Error broken -> throw broken;
                case null, default -> throw e;
            }
        }
    }

    private static boolean turnCame(Semaphore turns) {
        try {
            return turns.tryAcquire(TURN.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Takes room, to be given back by {@link #giveBack}.
     *
     * @param already what the same request has taken before
     * @throws ProblemException 503 when there is not so much left; 413 when there never is, so that it is not sent again as it is
     */
    void take(long bytes, long already) {
        if (already + bytes > most - leaving(bytes)) {
            throw ProblemException.tooLarge(
                    "The request takes more memory than this server has for one: send it in smaller parts.");
        }
        if (held.addAndGet(bytes) > most - leaving(bytes)) {
            held.addAndGet(-bytes);
            throw ProblemException.unavailable(
                    "The requests under way leave no room for one of this size.", RETRY_AFTER);
        }
    }

    private long leaving(long bytes) {
        if (bytes >= HEAVY) {
            return most / NOT_HEAVY_PART;
        }
        return bytes >= MIDDLING ? most / LIGHT_PART : 0;
    }

    /** Gives room back. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Bytes that are taken. */
    public long held() {
        return held.get();
    }
}
