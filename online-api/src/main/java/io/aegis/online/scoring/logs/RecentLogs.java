/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.logs;

import io.aegis.monitoring.ServiceName;
import io.aegis.monitoring.logs.LogEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The newest lines that came, {@value #MOST_LINES} at the most, for a verdict on alerts that come without any. Thread-safe. */
public final class RecentLogs {

    /** Some 10 MB. */
    static final int MOST_LINES = 10_000;

    private static final int LONGEST = 500;

    private final Deque<LogEntry> lines = new ArrayDeque<>();

    /** Adds lines, and forgets the oldest for them. */
    synchronized void add(Collection<LogEntry> some) {
        for (LogEntry line : some) {
            if (lines.size() == MOST_LINES) {
                lines.pollFirst();
            }
            lines.addLast(
                    line.message().length() <= LONGEST
                            ? line
                            : new LogEntry(
                                    line.service(),
                                    line.level(),
                                    line.message().substring(0, LONGEST),
                                    line.timestamp()));
        }
    }

    /** The lines of some services, with their namespace or without, between two moments, the first included. */
    public synchronized List<LogEntry> of(Set<String> services, Instant from, Instant until) {
        return lines.stream()
                .filter(line ->
                        services.contains(line.service()) || services.contains(ServiceName.bare(line.service())))
                .filter(line ->
                        !line.timestamp().isBefore(from) && line.timestamp().isBefore(until))
                .toList();
    }
}
