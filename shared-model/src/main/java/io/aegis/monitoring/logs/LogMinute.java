/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.Map;

/**
 * How many lines of each template all services together logged in a minute.
 *
 * @param counts by the template's id
 * @param lines of all templates, those that are not counted one by one included
 */
public record LogMinute(Map<Integer, Integer> counts, int lines) {

    /** A minute. */
    public LogMinute {
        counts = Map.copyOf(counts);
    }

    /** A minute whose lines are all counted. */
    public LogMinute(Map<Integer, Integer> counts) {
        this(counts, counts.values().stream().mapToInt(Integer::intValue).sum());
    }

    /** Lines of that template. */
    int count(int template) {
        return counts.getOrDefault(template, 0);
    }
}
