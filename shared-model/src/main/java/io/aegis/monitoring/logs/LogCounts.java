/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lines of all services as they are stored: how many of each template in each minute. Immutable.
 *
 * @param templates by their ids
 * @param minutes that had lines, by their number since 1970
 */
public record LogCounts(Map<Integer, LogTemplate> templates, NavigableMap<Long, LogMinute> minutes) {

    /** Nothing is known. */
    public static final LogCounts NONE = new LogCounts(Map.of(), Collections.emptyNavigableMap());

    /** Copies both. */
    public LogCounts {
        templates = Map.copyOf(templates);
        minutes = Collections.unmodifiableNavigableMap(new TreeMap<>(minutes));
    }

    /** The minutes before a moment's, the oldest first. */
    public List<LogMinute> before(Instant moment) {
        return List.copyOf(
                minutes.headMap(LogTemplateHistory.minuteOf(moment), false).values());
    }

    /** The minutes between two moments', both included, the oldest first. */
    public List<LogMinute> between(Instant from, Instant until) {
        return List.copyOf(within(from, until));
    }

    /** The services that logged anything between two moments, as far as the templates of their lines are known. */
    public Set<String> services(Instant from, Instant until) {
        Set<String> services = new TreeSet<>();
        for (LogMinute minute : within(from, until)) {
            for (Integer id : minute.counts().keySet()) {
                LogTemplate template = templates.get(id);
                if (template != null) {
                    services.add(template.service());
                }
            }
        }
        return services;
    }

    private Collection<LogMinute> within(Instant from, Instant until) {
        return minutes.subMap(LogTemplateHistory.minuteOf(from), true, LogTemplateHistory.minuteOf(until), true)
                .values();
    }
}
