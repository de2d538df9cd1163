/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a verdict is about: so long before the newest item. It is cut into minutes of the clock, of which the first
 * takes over what lies in the rest of a minute before it.
 *
 * @param newest its end, which belongs to it
 * @param length more than nothing; what is exactly so old does not belong to it
 */
record FailureWindow(Instant newest, Duration length) {

    /** In seconds. */
    static final long MINUTE = 60;

    boolean contains(Instant moment) {
        return moment.isAfter(newest.minus(length)) && !moment.isAfter(newest);
    }

    /** How many minutes it is cut into. */
    int minutes() {
        return Math.toIntExact(Math.max(1, (length.toSeconds() + MINUTE - 1) / MINUTE));
    }

    /** Where the first of its minutes begins. */
    Instant start() {
        return Instant.ofEpochSecond((LogTemplateHistory.minuteOf(newest) - minutes() + 1) * MINUTE);
    }

    /** Before this lie the minutes of which nothing belongs to it. */
    Instant past() {
        return Instant.ofEpochSecond(LogTemplateHistory.minuteOf(newest.minus(length)) * MINUTE);
    }

    /** Where one of its minutes begins. */
    Instant begin(int minute) {
        return start().plusSeconds(minute * MINUTE);
    }

    /** Which of its minutes a moment in it belongs to. */
    int minuteOf(Instant moment) {
        return (int) Math.max(0, LogTemplateHistory.minuteOf(moment) - LogTemplateHistory.minuteOf(start()));
    }
}
