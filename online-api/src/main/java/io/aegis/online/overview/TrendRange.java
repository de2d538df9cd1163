/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import io.aegis.online.http.json.Choices;
import java.time.Duration;
import java.time.Instant;

/** A range of time that can be looked at, and how finely. */
enum TrendRange {
    HOUR("1h", 60, Duration.ofMinutes(1)),
    DAY("24h", 48, Duration.ofMinutes(30)),
    WEEK("7d", 56, Duration.ofHours(3)),
    MONTH("30d", 60, Duration.ofHours(12));

    /** Their names in queries. */
    static final Choices<TrendRange> CHOICES = Choices.of(TrendRange.class, TrendRange::label);

    private final String label;
    private final int buckets;
    private final Duration span;

    TrendRange(String label, int buckets, Duration span) {
        this.label = label;
        this.buckets = buckets;
        this.span = span;
    }

    String label() {
        return label;
    }

    int buckets() {
        return buckets;
    }

    Duration span() {
        return span;
    }

    /** Spans begin at whole multiples, so that they do not move while one looks at them. */
    Instant from(Instant now) {
        long seconds = span.toSeconds();
        long last = Math.floorDiv(now.getEpochSecond(), seconds) * seconds;
        return Instant.ofEpochSecond(last - seconds * (buckets - 1));
    }
}
