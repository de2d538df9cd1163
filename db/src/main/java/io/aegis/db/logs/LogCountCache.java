/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.logs;

import io.aegis.deadline.Deadline;
import io.aegis.monitoring.logs.LogCounts;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is counted of lines in the last half day, for who looks every minute: only minutes that may have changed are read again.
 * Bounded: {@value LogTemplateHistory#MOST_MINUTES} minutes, and counts; the oldest minutes make room. Thread-safe.
 */
public final class LogCountCache {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofMinutes(LogTemplateHistory.MOST_MINUTES);

    /** Lines come late, and are written behind. */
    private static final Duration UNSURE = Duration.ofMinutes(10);

    private static final long MINUTE = 60;

    /** Some 16 MB. */
    private static final int MOST_COUNTS = 400_000;

    private final Source source;
    private final TreeMap<Long, LogMinute> minutes = new TreeMap<>();
    private Instant read = Instant.EPOCH;

    /** Where counts are stored. */
    public interface Source {

        /** The newest templates. */
        List<LogTemplate> templates(Deadline deadline) throws DatabaseUnavailableException;

        /** Minutes that had lines, from one moment and before another, by their number since 1970. */
        Map<Long, LogMinute> minutes(Instant from, Instant until, Deadline deadline)
                throws DatabaseUnavailableException;
    }

    /** Remembers what a source has. */
    public LogCountCache(Source source) {
        this.source = source;
    }

    /** What is counted up to a moment, the minute of that moment included. */
    public synchronized LogCounts until(Instant now, Deadline deadline) throws DatabaseUnavailableException {
        Instant end = Instant.ofEpochSecond((LogTemplateHistory.minuteOf(now) + 1) * MINUTE);
        Instant oldest = end.minus(KEPT);
        Instant from = read.minus(UNSURE).isAfter(oldest) ? read.minus(UNSURE) : oldest;
        // An hour at a time, so that what is being read is never much.
        for (Instant hour = Instant.ofEpochSecond(LogTemplateHistory.minuteOf(from) * MINUTE);
                hour.isBefore(end);
                hour = hour.plus(HOUR)) {
            Instant to = hour.plus(HOUR).isBefore(end) ? hour.plus(HOUR) : end;
            minutes.putAll(source.minutes(hour, to, deadline));
        }
        read = now;
        minutes.headMap(LogTemplateHistory.minuteOf(oldest)).clear();
        int counts = minutes.values().stream()
                .mapToInt(minute -> minute.counts().size())
                .sum();
        while (counts > MOST_COUNTS) {
            counts -= minutes.pollFirstEntry().getValue().counts().size();
        }
        return new LogCounts(
                source.templates(deadline).stream().collect(Collectors.toMap(LogTemplate::id, Function.identity())),
                minutes);
    }
}
