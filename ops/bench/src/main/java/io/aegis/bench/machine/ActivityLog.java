/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import io.aegis.deadline.Ticker;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at the product's processes again and again, from outside, until it is closed. Thread-safe. */
public final class ActivityLog implements AutoCloseable {

    private static final long PERIOD_MILLIS = 250;

    private final Ticker ticker;
    private final Supplier<Activity> source;
    private final NavigableMap<Long, Activity> byTime = new TreeMap<>();
    private final ScheduledFuture<?> looking;

    /**
     * Begins to look, four times a second.
     *
     * @param ticker when it was looked at
     * @param source all that was done so far
     */
    public ActivityLog(Ticker ticker, Supplier<Activity> source, ScheduledExecutorService timer) {
        this.ticker = ticker;
        this.source = source;
        look();
        looking = timer.scheduleAtFixedRate(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks now. */
    public void look() {
        Activity now = source.get();
        synchronized (byTime) {
            byTime.put(ticker.nanos(), now);
        }
    }

    /** What was done between two moments of the ticker, and up to a quarter of a second around them. */
    public Activity between(long from, long to) {
        synchronized (byTime) {
            Activity before = Optional.ofNullable(byTime.floorEntry(from))
                    .orElseGet(byTime::firstEntry)
                    .getValue();
            Activity after = Optional.ofNullable(byTime.ceilingEntry(to))
                    .orElseGet(byTime::lastEntry)
                    .getValue();
            return after.since(before);
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        looking.cancel(false);
    }
}
