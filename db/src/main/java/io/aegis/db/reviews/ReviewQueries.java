/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.reviews;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.db.feedback.Cursor;
import io.aegis.db.feedback.Page;
import io.aegis.deadline.Deadline;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads reviews. Lists are newest first, and their pages neither repeat nor skip any. Thread-safe. */
public final class ReviewQueries {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    private static final String OPEN = "WHERE r.is_open = TRUE ";
    private static final String DECIDED = "WHERE r.is_open IS NULL ";
    private static final String AFTER = "AND r.created_at <= ? AND (r.created_at < ? OR r.id < ?) ";
    private static final String BECAUSE = "AND FIND_IN_SET(?, r.reasons) > 0 ";
    private static final String NEWEST_FIRST = "ORDER BY r.created_at DESC, r.id DESC LIMIT ?";

    private static final String BY_ID = ReviewColumns.SELECT + "WHERE r.id = ?";
    private static final String OF_FEEDBACK =
            ReviewColumns.SELECT + "WHERE r.feedback_id = ? ORDER BY r.is_open IS NULL, r.created_at DESC LIMIT 1";

    private final Database database;

    /** Reads from a database. */
    public ReviewQueries(Database database) {
        this.database = database;
    }

    /**
     * Which reviews a list shows.
     *
     * @param decided those that were decided, instead of those that are open
     * @param reason among the reasons; any when empty
     */
    public record Filter(boolean decided, Optional<ReviewReason> reason) {}

    /**
     * One review.
     *
     * @param id of the review, or of the feedback: that one's open review, else its latest
     */
    public Optional<Review> get(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(BY_ID, id)
                        .or(() -> execute.get(OF_FEEDBACK, id))
                        .map(ReviewColumns::read));
    }

    /**
     * A row about which nothing was asked, as a review is shown. It has the row's id and no reasons.
     *
     * @param feedback the row's id
     * @return empty without such a row, and where there is a review
     */
    public Optional<Review> unasked(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(ReviewColumns.UNASKED, feedback).map(ReviewColumns::read));
    }

    /**
     * Reviews that meet a filter.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws io.aegis.db.feedback.BadCursorException when the cursor is none of ours
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Page<Review> list(Filter filter, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items");
        }
        Optional<Cursor> after = cursor.map(Cursor::parse);
        String sql = ReviewColumns.SELECT
                + (filter.decided() ? DECIDED : OPEN)
                + (filter.reason().isPresent() ? BECAUSE : "")
                + (after.isPresent() ? AFTER : "")
                + NEWEST_FIRST;
        List<Object> parameters = new ArrayList<>();
        filter.reason().map(Enum::name).ifPresent(parameters::add);
        after.ifPresent(
                place -> Collections.addAll(parameters, Utc.of(place.time()), Utc.of(place.time()), place.id()));
        parameters.add(limit + 1);
        List<Review> reviews = database.read(
                deadline,
                execute -> execute.createQuery(sql)
                        .params(parameters)
                        .execute()
                        .map(ReviewColumns::read)
                        .toList());
        return Page.of(reviews, limit, review -> new Cursor(review.createdAt(), review.id()));
    }
}
