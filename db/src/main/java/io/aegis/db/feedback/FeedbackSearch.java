/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.deadline.Deadline;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads one page of a list, or the ids of all of it. Of a million rows few may meet its conditions, and none at last: so many entries of the
 * list's index are looked at in one query as take a moment, and for a page no further ones once it took too long. Nobody who turns pages
 * waits for a scan of the whole.
 *
 * @param execute reads
 * @param limit items of the page, or most ids
 * @param deadline measures the time
 */
record FeedbackSearch(DbExecute execute, int limit, Deadline deadline) {

    /** Entries of the index that are looked at first: a usual filter finds its page among them. */
    static final int FIRST = 2_000;

    /** At most in one query, some 50 ms. */
    static final int MOST = 128_000;

    /** A query that took no longer may be followed by one of twice as many entries. */
    private static final long QUICK = Duration.ofMillis(40).toNanos();

    /** No further query after that. */
    private static final long TIME_BUDGET = Duration.ofMillis(400).toNanos();

    /**
     * Finds the page by an index alone, then reads only its rows. The optimiser is not asked for the index: it takes
     * whichever has the fewest entries for one of the conditions, and sorts those, a million if need be.
     */
    private static final String PAGE = FeedbackRow.SELECT
            + "JOIN (SELECT feedback.id FROM %s%s%s LIMIT ?) AS page USING (id) ORDER BY created_at DESC, id DESC";

    /** The page after the cursor that the conditions have. */
    Page<StoredFeedback> page(FeedbackConditions conditions) {
        List<StoredFeedback> found = new ArrayList<>();
        Optional<Cursor> reached = search(conditions, TIME_BUDGET, window -> {
            read(window, found);
            return found.size() > limit;
        });
        return reached.map(end -> new Page<>(found, Optional.of(end.format()), Optional.of(end.time())))
                .orElseGet(() -> Page.of(found, limit, row -> new Cursor(row.createdAt(), row.id())));
    }

    /**
     * Ids of the rows, newest first, however few of the entries they are. That may take as long as the deadline allows: no query looks at so
     * many that it meets the database's own limit of time.
     */
    List<UUID> ids(FeedbackConditions conditions) {
        List<UUID> found = new ArrayList<>();
        search(conditions, Long.MAX_VALUE, window -> {
            readIds(window, found);
            return found.size() == limit;
        });
        return found;
    }

    /**
     * Looks at one window of the index after the other.
     *
     * @param budget nanoseconds after which there is no further one
     * @param enough reads a window and tells whether no other is needed
     * @return how far it came when the time was up; empty when enough was found, or everything was looked at
     */
    private Optional<Cursor> search(FeedbackConditions conditions, long budget, Predicate<FeedbackConditions> enough) {
        long begun = deadline.remainingNanos();
        int entries = FIRST;
        FeedbackConditions rest = conditions;
        while (true) {
            long before = deadline.remainingNanos();
            Optional<Cursor> end = conditions.isSearched() ? place(rest, entries) : Optional.empty();
            if (enough.test(end.map(rest::downTo).orElse(rest)) || end.isEmpty()) {
                return Optional.empty();
            }
            rest = rest.after(end.get());
            if (begun - deadline.remainingNanos() > budget) {
                return end;
            }
            entries = before - deadline.remainingNanos() <= QUICK ? Math.min(2 * entries, MOST) : entries;
        }
    }

    private void read(FeedbackConditions conditions, List<StoredFeedback> found) {
        String sql = PAGE.formatted(conditions.from(), conditions.where(), conditions.newestFirst());
        execute.createQuery(sql)
                .params(conditions.parameters(limit + 1 - found.size()))
                .execute()
                .map(FeedbackRow::read)
                .forEach(found::add);
    }

    private void readIds(FeedbackConditions conditions, List<UUID> found) {
        String sql = "SELECT feedback.id FROM %s%s%s LIMIT ?"
                .formatted(conditions.from(), conditions.where(), conditions.newestFirst());
        execute.createQuery(sql)
                .params(conditions.parameters(limit - found.size()))
                .execute()
                .map(row -> row.column("id").get(UUID.class))
                .forEach(found::add);
    }

    private Optional<Cursor> place(FeedbackConditions conditions, int entries) {
        return execute.createQuery(conditions.place())
                .params(conditions.placeParameters(entries))
                .execute()
                .map(FeedbackSearch::cursor)
                .findFirst();
    }

    private static Cursor cursor(DbRow row) {
        return new Cursor(
                row.column("place_time").get(Instant.class),
                row.column("place_id").get(UUID.class));
    }
}
