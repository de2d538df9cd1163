/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import io.aegis.db.Database;
import io.aegis.db.textretention.TextPage.Place;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells how many texts would go today. Erases nothing. Thread-safe. */
public final class TextRetentionPreview {

    /** Most texts that are looked at, the oldest. */
    public static final int MOST_SCANNED = 200_000;

    private static final int AT_ONCE = 2_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Database database;
    private final Ticker ticker;

    /**
     * Counts in a database.
     *
     * @param ticker measures how long it may take
     */
    public TextRetentionPreview(Database database, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
    }

    /**
     * What would go.
     *
     * @param scanned texts that were looked at, the oldest
     * @param whole whether these are all that are old enough for any source
     * @param bySource how many by the source that kept each longest; those without any are not in it
     * @param byDefault how many by the default
     */
    public record Found(long scanned, boolean whole, SortedMap<String, Long> bySource, long byDefault) {

        /** All of them. */
        public long texts() {
            return byDefault
                    + bySource.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Counts what would go if this held. */
    public Found of(TextRetention draft, Instant now) throws DatabaseUnavailableException {
        Deadline end = Deadline.after(ticker, LIMIT);
        SortedMap<String, Long> bySource = new TreeMap<>();
        long byDefault = 0;
        long scanned = 0;
        Place place = Place.START;
        boolean whole = false;
        while (!whole && scanned < MOST_SCANNED && !end.passed()) {
            Place from = place;
            TextPage page = database.transaction(
                    Deadline.after(ticker, TIMEOUT), execute -> TextPage.read(execute, draft, from, now, AT_ONCE));
            for (TextPage.Due each : page.texts()) {
                each.limit().source().ifPresent(source -> bySource.merge(source, 1L, Long::sum));
                byDefault += each.limit().source().isEmpty() ? 1 : 0;
            }
            scanned += page.scanned();
            whole = page.reached().isEmpty();
            place = page.reached().orElse(from);
        }
        return new Found(scanned, whole, bySource, byDefault);
    }
}
