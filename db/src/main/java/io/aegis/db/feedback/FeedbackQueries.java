package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads feedback. Lists are newest first, by time of creation, and their pages neither repeat nor skip rows. Thread-safe. */
public final class FeedbackQueries {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    private static final String NEWEST_FIRST = "ORDER BY created_at DESC, id DESC";

    /**
     * Finds the page by an index alone, then reads only its rows. The optimiser is not asked for the index: it takes
     * whichever has the fewest entries for one of the conditions, and sorts those, a million if need be.
     */
    private static final String PAGE = FeedbackRow.SELECT
            + "JOIN (SELECT id FROM feedback FORCE INDEX (%s) %s" + NEWEST_FIRST + " LIMIT ?) AS page USING (id) "
            + NEWEST_FIRST;

    private static final String SUBMISSIONS = SubmissionRow.SELECT + "WHERE feedback_id = ? ";
    private static final String SUBMISSIONS_AFTER =
            SUBMISSIONS + "AND submitted_at <= ? AND (submitted_at < ? OR id < ?) ";
    private static final String SUBMISSIONS_NEWEST_FIRST = "ORDER BY submitted_at DESC, id DESC LIMIT ?";

    private final Database database;

    /** Reads from a database. */
    public FeedbackQueries(Database database) {
        this.database = database;
    }

    /** One row. */
    public Optional<StoredFeedback> get(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> FeedbackRow.find(session, id));
    }

    /**
     * The rows that meet a filter.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws BadCursorException when the cursor is none of ours
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Page<StoredFeedback> list(FeedbackFilter filter, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        check(limit);
        FeedbackConditions conditions = FeedbackConditions.of(filter, cursor.map(Cursor::parse));
        List<StoredFeedback> rows = database.read(
                deadline,
                session -> session.all(
                        PAGE.formatted(conditions.index(), conditions.where()),
                        parameters -> {
                            conditions.bind(parameters);
                            parameters.add(limit + 1);
                        },
                        FeedbackRow::read));
        return Page.of(rows, limit, row -> new Cursor(row.createdAt(), row.id()));
    }

    /**
     * The submissions of a row that came with metadata.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws BadCursorException when the cursor is none of ours
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Page<SubmissionRecord> submissions(UUID feedback, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        check(limit);
        Optional<Cursor> after = cursor.map(Cursor::parse);
        String sql = (after.isPresent() ? SUBMISSIONS_AFTER : SUBMISSIONS) + SUBMISSIONS_NEWEST_FIRST;
        List<SubmissionRecord> rows = database.read(
                deadline,
                session -> session.all(
                        sql,
                        parameters -> {
                            parameters.add(feedback);
                            if (after.isPresent()) {
                                Cursor place = after.get();
                                parameters.add(place.time()).add(place.time()).add(place.id());
                            }
                            parameters.add(limit + 1);
                        },
                        SubmissionRow::read));
        return Page.of(rows, limit, row -> new Cursor(row.submittedAt(), row.id()));
    }

    /** The verdicts ever given on a row, oldest first, up to {@value #MAX_LIMIT}; none when there is no such row. */
    public List<PastVerdict> history(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.all(
                        PastVerdict.SELECT,
                        parameters -> parameters.add(feedback).add(MAX_LIMIT),
                        PastVerdict::read));
    }

    private static void check(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items");
        }
    }
}
