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

/**
 * Reads one page of a list. Of a million rows few may meet its conditions, and none at last: so many entries of the list's index are looked
 * at in one query as take a moment, and no further ones once it took too long. Nobody waits for a scan of the whole.
 *
 * @param execute reads
 * @param limit items of the page
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
        if (!conditions.isSearched()) {
            read(conditions, found);
            return full(found);
        }
        long begun = deadline.remainingNanos();
        int entries = FIRST;
        FeedbackConditions rest = conditions;
        while (true) {
            long before = deadline.remainingNanos();
            Optional<Cursor> end = place(rest, entries);
            read(end.map(rest::downTo).orElse(rest), found);
            if (found.size() > limit || end.isEmpty()) {
                return full(found);
            }
            rest = rest.after(end.get());
            if (begun - deadline.remainingNanos() > TIME_BUDGET) {
                return new Page<>(found, end.map(Cursor::format), end.map(Cursor::time));
            }
            entries = before - deadline.remainingNanos() <= QUICK ? Math.min(2 * entries, MOST) : entries;
        }
    }

    private Page<StoredFeedback> full(List<StoredFeedback> found) {
        return Page.of(found, limit, row -> new Cursor(row.createdAt(), row.id()));
    }

    private void read(FeedbackConditions conditions, List<StoredFeedback> found) {
        String sql = PAGE.formatted(conditions.from(), conditions.where(), conditions.newestFirst());
        execute.createQuery(sql)
                .params(conditions.parameters(limit + 1 - found.size()))
                .execute()
                .map(FeedbackRow::read)
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
