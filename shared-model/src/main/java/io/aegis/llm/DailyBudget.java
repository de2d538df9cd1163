/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What the calls of one UTC day have cost, against what they may cost. Calls under way are not counted ahead, so the
 * limit can be overshot by the price of one bulkhead's worth of calls. Thread-safe.
 */
public final class DailyBudget {

    private final Clock clock;
    private final long limitMicroUsd;
    private LocalDate day;
    private long spentMicroUsd;

    private DailyBudget(Clock clock, long limitMicroUsd) {
        this.clock = clock;
        this.limitMicroUsd = limitMicroUsd;
        this.day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** A budget of so many millionths of a dollar a day. */
    static DailyBudget of(Clock clock, long limitMicroUsd) {
        return new DailyBudget(clock, limitMicroUsd);
    }

    /** Counts, but never runs out. */
    static DailyBudget unlimited(Clock clock) {
        return new DailyBudget(clock, Long.MAX_VALUE);
    }

    /** Whether nothing is left for today. */
    public synchronized boolean exhausted() {
        turnPage();
        return spentMicroUsd >= limitMicroUsd;
    }

    /** What today's calls have cost so far, in millionths of a dollar. */
    public synchronized long spentToday() {
        turnPage();
        return spentMicroUsd;
    }

    /**
     * Takes over what all replicas together have stored for a day. It only ever raises today's sum, for calls of this
     * process may not be stored yet; another day's figure is ignored.
     *
     * @param utcDay the day that the figure is for
     * @param microUsd its cost in millionths of a dollar
     */
    public synchronized void seed(LocalDate utcDay, long microUsd) {
        turnPage();
        if (utcDay.equals(day)) {
            spentMicroUsd = Math.max(spentMicroUsd, microUsd);
        }
    }

    synchronized void charge(long microUsd) {
        turnPage();
        spentMicroUsd = microUsd > Long.MAX_VALUE - spentMicroUsd ? Long.MAX_VALUE : spentMicroUsd + microUsd;
    }

    private void turnPage() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            spentMicroUsd = 0;
        }
    }
}
