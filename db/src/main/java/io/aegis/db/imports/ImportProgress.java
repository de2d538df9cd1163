/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Transactions;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.db.feedback.Repeated;
import io.aegis.deadline.Deadline;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The work on imports. What a chunk stores, rejects and adds to the counts belongs into the one transaction of that chunk,
 * which the caller's {@link Transactions} join: so however often a process is killed, every row counts once. Thread-safe.
 */
public final class ImportProgress {

    private static final int MAX_REASON = 500;
    private static final int MAX_FAILURE = 1000;

    /** One that is complete stays so: of its run only the clearing up was left. */
    private static final String BEGIN = """
            UPDATE feedback_import SET status = IF(status = 'COMPLETED', status, 'RUNNING'), job_execution_id = ?,
              failure = NULL, touched_at = UTC_TIMESTAMP(6), started_at = COALESCE(started_at, UTC_TIMESTAMP(6)),
              finished_at = IF(status = 'COMPLETED', finished_at, NULL)
            WHERE id = ? AND status <> 'UPLOADING'""";

    /** Workers of one file meet here, so it is the last of a chunk's rows to be locked; and before its rejects, which share it. */
    private static final String ADVANCE = """
            UPDATE feedback_import SET position = position + ?, rows_stored = rows_stored + ?,
              rows_duplicate = rows_duplicate + ?, rows_rejected = rows_rejected + ?, rows_empty = rows_empty + ?,
              worked_us = worked_us + GREATEST(0, TIMESTAMPDIFF(MICROSECOND, touched_at, UTC_TIMESTAMP(6))),
              touched_at = UTC_TIMESTAMP(6)
            WHERE id = ?""";

    private static final MultiRowInsert REJECT =
            new MultiRowInsert("INSERT INTO import_reject (import_id, line, reason, content) VALUES (?, ?, ?, ?)");

    private static final String END = """
            UPDATE feedback_import SET status = ?, failure = ?, finished_at = UTC_TIMESTAMP(6)
            WHERE id = ? AND job_execution_id = ? AND status <> 'COMPLETED'""";

    private final Transactions transactions;
    private final FeedbackBulk feedback;

    /** Works by transactions that join the caller's, and stores feedback by {@code feedback}. */
    public ImportProgress(Transactions transactions, FeedbackBulk feedback) {
        this.transactions = transactions;
        this.feedback = feedback;
    }

    /**
     * Notes that a run works on an import.
     *
     * @param jobExecutionId of the run
     * @return the import; empty when there is none
     */
    public Optional<FeedbackImport> begin(UUID id, long jobExecutionId, Deadline deadline)
            throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.update(BEGIN, jobExecutionId, id) == 0
                        ? Optional.empty()
                        : ImportRow.find(execute, id));
    }

    /** What was decided about a file; empty when that is still to be done. */
    public Optional<FileLayout> layout(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline, execute -> ImportRow.find(execute, id).flatMap(FeedbackImport::layout));
    }

    /** A piece of a file; empty beyond its end, or when the pieces are removed. */
    public Optional<byte[]> piece(UUID id, long number, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.get(ImportRow.PIECE, id, number)
                        .map(row -> row.column("content").get(byte[].class)));
    }

    /**
     * Stores texts, each of which is there once.
     *
     * @return how many were new
     */
    public int store(List<Repeated> texts, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> feedback.store(execute, texts));
    }

    /**
     * Counts rows as done.
     *
     * @param bytes staged, that they take
     * @param rows what became of them
     * @param rejects those of them that are no feedback
     */
    public void advance(UUID id, long bytes, RowCounts rows, List<Reject> rejects, Deadline deadline)
            throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            execute.update(ADVANCE, bytes, rows.stored(), rows.duplicate(), rows.rejected(), rows.empty(), id);
            return REJECT.insert(
                    execute,
                    rejects,
                    reject -> List.of(id, reject.line(), cut(reject.reason(), MAX_REASON), reject.content()));
        });
    }

    /**
     * Ends a run.
     *
     * @param status COMPLETED, FAILED or STOPPED
     * @param failure why, for the person who sent the file; only the first {@value #MAX_FAILURE} characters are kept
     * @return false when another run works on the import by now
     */
    public boolean end(UUID id, long jobExecutionId, ImportStatus status, Optional<String> failure, Deadline deadline)
            throws DatabaseUnavailableException {
        return transactions.transaction(
                        deadline,
                        execute -> execute.update(
                                END,
                                status.name(),
                                failure.map(text -> cut(text, MAX_FAILURE)).orElse(null),
                                id,
                                jobExecutionId))
                == 1;
    }

    /** Columns count code points. */
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
