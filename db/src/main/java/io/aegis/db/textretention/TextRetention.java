/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * For how long texts are kept, as operators said.
 *
 * @param version of what they said
 * @param defaultDays of sources that have none of their own, and of submissions that named no source; empty is for ever
 * @param sources days by source, the channel of submissions
 */
public record TextRetention(long version, Optional<Integer> defaultDays, SortedMap<String, Integer> sources) {

    /** Most days. */
    public static final int MOST_DAYS = 36_500;

    /** Most sources with days of their own. */
    public static final int MOST_SOURCES = 200;

    /** Copies the map. */
    public TextRetention {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }

    /**
     * For how long a text is kept.
     *
     * @param source whose days they are; empty where it is the default
     * @param days after the last submission
     */
    record Limit(Optional<String> source, int days) {

        /** Before this moment nothing was submitted of a text that goes now. */
        Instant before(Instant now) {
            return now.minus(Duration.ofDays(days));
        }
    }

    /** The fewest days that any text is kept; empty when all are kept for ever. */
    Optional<Integer> fewestDays() {
        TreeSet<Integer> days = new TreeSet<>(sources.values());
        defaultDays.ifPresent(days::add);
        return days.stream().findFirst();
    }

    /**
     * The limit by which a text goes now: of its sources that which keeps it longest, of equal ones the first by name, and the default
     * after them.
     *
     * @return empty when it stays
     */
    Optional<Limit> due(TextSources text, Instant now) {
        return longest(text).filter(limit -> text.newest().isBefore(limit.before(now)));
    }

    private Optional<Limit> longest(TextSources text) {
        List<Limit> limits = new ArrayList<>();
        for (String source : new TreeSet<>(text.named())) {
            if (sources.containsKey(source)) {
                limits.add(new Limit(Optional.of(source), sources.getOrDefault(source, MOST_DAYS)));
            }
        }
        boolean byDefault = text.unnamed()
                || limits.isEmpty()
                || limits.size() < text.named().size();
        if (byDefault && defaultDays.isEmpty()) {
            return Optional.empty();
        }
        if (byDefault) {
            limits.add(new Limit(Optional.empty(), defaultDays.orElseThrow()));
        }
        Limit longest = limits.getFirst();
        for (Limit each : limits) {
            longest = each.days() > longest.days() ? each : longest;
        }
        return Optional.of(longest);
    }
}
