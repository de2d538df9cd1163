package io.aegis.monitoring.failure;

import java.util.Map;

/**
 * How many lines of each template all services together logged in a minute.
 *
 * @param counts by the template's id
 */
public record LogMinute(Map<Integer, Integer> counts) {

    /** A minute. */
    public LogMinute {
        counts = Map.copyOf(counts);
    }

    /** Lines of that template. */
    int count(int template) {
        return counts.getOrDefault(template, 0);
    }

    /** Lines of all templates. */
    int lines() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
