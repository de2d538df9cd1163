/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a {@link LogTemplateHistory} has learned since it was last asked, to be stored.
 *
 * @param templates that are new or have become more general
 * @param minutes lines counted, to be added to what is stored of the same minutes
 */
public record LogChanges(List<Kept> templates, List<Minute> minutes) {

    /**
     * A template under the name that it keeps for ever, on every machine.
     *
     * @param key SHA-256 of its service, its level and the tokens it began with, in hexadecimal
     * @param template as it is now
     */
    public record Kept(String key, LogTemplate template) {}

    /**
     * Lines of one minute.
     *
     * @param begin of the minute
     * @param lines of all templates
     * @param counts by the template's key
     */
    public record Minute(Instant begin, int lines, Map<String, Integer> counts) {

        /** Copies the counts. */
        public Minute {
            counts = Map.copyOf(counts);
        }
    }

    /** Copies the lists. */
    public LogChanges {
        templates = List.copyOf(templates);
        minutes = List.copyOf(minutes);
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return templates.isEmpty() && minutes.isEmpty();
    }
}
