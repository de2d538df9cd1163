/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What one reader has still to be told: at most {@value #MOST} events. A reader that falls behind is told to read
 * everything again instead. Thread-safe.
 */
final class Subscription implements AutoCloseable {

    /** Events that wait for a reader. */
    static final int MOST = 1_024;

    private static final Event END = new Event("");

    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final Runnable leaving;

    Subscription(Runnable leaving) {
        this.leaving = leaving;
    }

    void tell(Event event) {
        if (waiting.size() >= MOST) {
            waiting.clear();
            waiting.add(Event.RESET);
        }
        waiting.add(event);
    }

    /** Ends it once its reader has come to here. */
    void end() {
        tell(END);
    }

    /** Whether there is nothing more to come after this event. */
    static boolean isEnd(Event event) {
        return event.equals(END);
    }

    /** The next event; empty when none came in time. */
    Optional<Event> next(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        leaving.run();
    }
}
