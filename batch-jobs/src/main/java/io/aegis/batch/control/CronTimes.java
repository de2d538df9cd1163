/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When expressions of six fields (second, minute, hour, day of month, month, day of week) fire. A local
 * time that a zone leaves out when its clocks go forward is left out.
 */
public final class CronTimes {

    private CronTimes() {}

    /**
     * The first time after a moment; none when the expression matches no moment any more.
     *
     * @throws IllegalArgumentException when it is not an expression of six fields
     */
    public static Optional<Instant> next(String cron, ZoneId zone, Instant after) {
        return Optional.ofNullable(CronExpression.parse(cron).next(after.atZone(zone)))
                .map(ZonedDateTime::toInstant);
    }

    /** The next times after a moment. */
    public static List<Instant> next(String cron, ZoneId zone, Instant after, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = next(cron, zone, after);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = next(cron, zone, next.get());
        }
        return times;
    }
}
