/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import io.aegis.db.stats.FeedbackCounts;
import io.aegis.db.stats.StatsQueries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts anew after changes, but never more than a small share of the time: with more rows, counting takes longer and is
 * done more rarely. Not thread-safe.
 */
public final class StatsEvents {

    private static final Duration LEAST_PAUSE = Duration.ofSeconds(2);
    private static final int SHARE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final StatsQueries queries;
    private final Ticker ticker;
    private boolean stale;
    private long next;

    /** Counts by these queries. */
    public StatsEvents(StatsQueries queries, Ticker ticker) {
        this.queries = queries;
        this.ticker = ticker;
        this.next = ticker.nanos();
    }

    /**
     * The counts, when they may have changed and it is time.
     *
     * @param changed whether something changed since the last call
     */
    Optional<Event> after(boolean changed, Instant now) throws DatabaseUnavailableException {
        stale |= changed;
        long began = ticker.nanos();
        if (!stale || began - next < 0) {
            return Optional.empty();
        }
        FeedbackCounts counts = queries.read(Deadline.after(ticker, TIMEOUT)).feedback();
        long took = ticker.nanos() - began;
        next = ticker.nanos() + Math.max(LEAST_PAUSE.toNanos(), took * SHARE);
        stale = false;
        return Optional.of(Event.of("stats", now, json -> {
            json.writeStartObject();
            json.writeNumberField("total", counts.total());
            json.writeNumberField("urgent", counts.urgent());
            json.writeNumberField("urgent_open", counts.urgentOpen());
            json.writeNumberField("open", counts.byStatus().getOrDefault(Status.OPEN, 0L));
            json.writeNumberField("fallback", counts.fallback());
            json.writeNumberField("needs_review", counts.needsReview());
            json.writeNumberField("duplicates_saved", counts.duplicatesSaved());
            json.writeEndObject();
        }));
    }
}
