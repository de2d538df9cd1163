/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Watchdog timer of blocking reads and writes: one thread looks every so often whose timeout has passed, and
 * interrupts them. Interrupting a virtual thread that waits for a socket closes the socket, which is the only way out of a wait
 * that has no time limit of its own. Thread-safe.
 *
 * <p>Timeouts of sockets and of schedulers wake a thread of the JVM when they begin and again when they end, which costs more than
 * the reads that they bound: two changes of threads for each round trip to the database. These cost none.
 */
public final class Watchdog implements AutoCloseable {

    private static final Duration USUALLY = Duration.ofMillis(10);

    private final Ticker ticker;
    private final Duration every;
    private final Set<IoTimeout> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Watchdog(Ticker ticker, Duration every) {
        this.ticker = ticker;
        this.every = every;
    }

    /** One without a thread: {@link #look} has to be called. */
    static Watchdog unattended(Ticker ticker) {
        return new Watchdog(ticker, USUALLY);
    }

    /** Starts one whose timeouts may be 10 ms late. */
    public static Watchdog start(String name, Ticker ticker) {
        return start(name, ticker, USUALLY);
    }

    /**
     * Starts one.
     *
     * @param name of its thread
     * @param ticker monotonic time
     * @param every by how much a timeout may be late; at 10 ms looking takes half a percent of a processor
     */
    public static Watchdog start(String name, Ticker ticker, Duration every) {
        Watchdog watchdog = new Watchdog(ticker, every);
        Thread.ofPlatform().daemon().name(name).start(watchdog::watch);
        return watchdog;
    }

    /** Begins a timeout of the calling thread, which has to close it. */
    public IoTimeout timeout(Duration length) {
        return timeout(length.toNanos());
    }

    /** The same, in nanoseconds from now. */
    public IoTimeout timeout(long nanos) {
        IoTimeout timeout = new IoTimeout(Thread.currentThread(), ticker.nanos(), nanos, running);
        running.add(timeout);
        return timeout;
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(every.toNanos());
            look();
        }
    }

    /** Interrupts whoever has taken too long. */
    void look() {
        if (!running.isEmpty()) {
            long now = ticker.nanos();
            running.forEach(timeout -> timeout.interruptAfter(now));
        }
    }

    /** How many timeouts run. */
    int running() {
        return running.size();
    }

    /** Ends its thread; timeouts that run interrupt nobody any more. */
    @Override
    public void close() {
        closed = true;
    }
}
