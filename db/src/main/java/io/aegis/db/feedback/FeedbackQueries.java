/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.triage.TriageQueries;
import io.aegis.db.triage.TriageState;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads feedback. Lists are newest first, by time of creation, and their pages neither repeat nor skip rows. Thread-safe. */
public final class FeedbackQueries {

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    private static final String BY_IDS = FeedbackRow.SELECT + "WHERE id IN (" + InList.MARKS + ")";

    private static final String OF_ROW = SubmissionRow.SELECT + "WHERE feedback_id = ? ";
    private static final String SUBMISSIONS_NEWEST_FIRST = "ORDER BY submitted_at DESC, id DESC LIMIT ?";
    private static final String SUBMISSIONS = OF_ROW + SUBMISSIONS_NEWEST_FIRST;
    private static final String SUBMISSIONS_AFTER =
            OF_ROW + "AND submitted_at <= ? AND (submitted_at < ? OR id < ?) " + SUBMISSIONS_NEWEST_FIRST;

    /** Some 30 ms. */
    private static final int EXAMINED = 100_000;

    private final ReadAccess database;
    private final ReadAccess lists;

    /** Reads from a database. */
    public FeedbackQueries(ReadAccess database) {
        this(database, database);
    }

    /** Reads from a database, and lists from one that may be a little behind. */
    public FeedbackQueries(ReadAccess database, ReadAccess lists) {
        this.database = database;
        this.lists = lists;
    }

    /** One row. */
    public Optional<StoredFeedback> get(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> FeedbackRow.find(execute, id));
    }

    /** Rows by their ids, in no order; those that are not there are missing. */
    public List<StoredFeedback> all(List<UUID> ids, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            List<StoredFeedback> rows = new ArrayList<>();
            InList.each(
                    ids,
                    block -> execute.createNamedQuery("feedback-by-ids", BY_IDS)
                            .params(InList.filled(block))
                            .execute()
                            .map(FeedbackRow::read)
                            .forEach(rows::add));
            return rows;
        });
    }

    /**
     * The rows that meet a filter. When few do it takes no longer than some half of a second: the page then has fewer, or none, and says
     * {@link Page#searchedTo} to where it was looked for them.
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
        return lists.read(deadline, execute -> new FeedbackSearch(execute, limit, deadline).page(conditions));
    }

    /**
     * Ids of the rows that meet a filter, newest first. When few of a million do it takes seconds.
     *
     * @param most that are read
     */
    public List<UUID> ids(FeedbackFilter filter, int most, Deadline deadline) throws DatabaseUnavailableException {
        FeedbackConditions conditions = FeedbackConditions.of(filter, Optional.empty());
        return database.read(deadline, execute -> new FeedbackSearch(execute, most, deadline).ids(conditions));
    }

    /**
     * Some of the rows that meet a filter.
     *
     * @param rows how many were found
     * @param complete whether there are no others
     */
    public record Found(int rows, boolean complete) {}

    /**
     * How many rows meet a filter, as far as that can be told by a look at the {@value #EXAMINED} newest entries: a filter that few of a
     * million rows meet costs no more than that either.
     *
     * @param most that are counted
     */
    public Found countFew(FeedbackFilter filter, int most, Deadline deadline) throws DatabaseUnavailableException {
        FeedbackConditions conditions = FeedbackConditions.of(filter, Optional.empty());
        String sql = "SELECT 1 AS found FROM %s%s%s LIMIT ? ROWS EXAMINED %d"
                .formatted(conditions.from(), conditions.where(), conditions.newestFirst(), EXAMINED);
        return lists.read(deadline, execute -> {
            int rows = (int) execute.createQuery(sql)
                    .params(conditions.parameters(most))
                    .execute()
                    .count();
            boolean cut = execute.get("SELECT @@warning_count AS warnings")
                    .map(row -> row.column("warnings").get(Long.class) > 0)
                    .orElse(true);
            return new Found(rows, rows < most && !cut);
        });
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
        List<SubmissionRecord> rows = database.read(
                deadline,
                execute -> after.map(place -> execute.query(
                                SUBMISSIONS_AFTER,
                                feedback,
                                Utc.of(place.time()),
                                Utc.of(place.time()),
                                place.id(),
                                limit + 1))
                        .orElseGet(() -> execute.query(SUBMISSIONS, feedback, limit + 1))
                        .map(SubmissionRow::read)
                        .toList());
        return Page.of(rows, limit, row -> new Cursor(row.submittedAt(), row.id()));
    }

    /** The verdicts ever given on a row, oldest first, up to {@value #MAX_LIMIT}; none when there is no such row. */
    public List<PastVerdict> history(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(PastVerdict.SELECT, feedback, MAX_LIMIT)
                        .map(PastVerdict::read)
                        .toList());
    }

    /** What the first submission of rows told, by their ids; those of which nobody told anything are missing. */
    public Map<UUID, Metadata> metadata(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        return rows.isEmpty() ? Map.of() : lists.read(deadline, execute -> FirstSubmissions.of(execute, rows));
    }

    /** What colleagues agreed on about rows, by their ids; those that nobody has touched are missing. */
    public Map<UUID, TriageState> triage(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        return new TriageQueries(database).of(rows, deadline);
    }

    private static void check(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items");
        }
    }
}
