package io.aegis.db.imports;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * The work on imports. A chunk's rows, counts, rejects and the position behind it are stored in one transaction, which
 * only the run that owns the import can commit, and each chunk only once: so however often a process is killed, and even
 * if two believed to own an import, every row counts once. Thread-safe.
 */
public final class ImportProgress {

    private static final int MAX_REASON = 500;
    private static final int MAX_FAILURE = 1000;

    private static final String BEGIN = """
            UPDATE feedback_import SET status = 'RUNNING', owner = ?, job_execution_id = ?, failure = NULL,
              touched_at = UTC_TIMESTAMP(6), started_at = COALESCE(started_at, UTC_TIMESTAMP(6)), finished_at = NULL
            WHERE id = ? AND status <> 'UPLOADING'""";

    private static final String ADVANCE = """
            UPDATE feedback_import SET position = ?, line = ?,
              worked_us = worked_us + GREATEST(0, TIMESTAMPDIFF(MICROSECOND, touched_at, UTC_TIMESTAMP(6))),
              touched_at = UTC_TIMESTAMP(6)
            WHERE id = ? AND owner = ? AND position = ?""";

    private static final String COUNT = """
            UPDATE feedback_import SET rows_stored = rows_stored + ?, rows_duplicate = rows_duplicate + ?,
              rows_rejected = rows_rejected + ?
            WHERE id = ?""";

    private static final String COUNTS = """
            SELECT rows_stored, rows_duplicate, rows_rejected FROM feedback_import
            WHERE id = ? AND owner = ? AND position = ?""";

    private static final String REJECT =
            "INSERT INTO import_reject (import_id, line, reason, content) VALUES (?, ?, ?, ?)";

    private static final String END = """
            UPDATE feedback_import SET status = ?, failure = ?, owner = NULL, finished_at = UTC_TIMESTAMP(6)
            WHERE id = ? AND owner = ?""";

    private static final String PIECE = "SELECT content FROM import_chunk WHERE import_id = ? AND number = ?";

    private final Database database;
    private final FeedbackBulk feedback;

    /** Works on a database, and stores feedback by {@code feedback}. */
    public ImportProgress(Database database, FeedbackBulk feedback) {
        this.database = database;
        this.feedback = feedback;
    }

    /**
     * Makes a run the owner of an import; whoever was it before is no more.
     *
     * @param owner token of the run
     * @param jobExecutionId of the run
     * @return the import, to be gone on with at its position; empty when there is none
     */
    public Optional<FeedbackImport> begin(UUID id, UUID owner, long jobExecutionId, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            int begun = session.update(
                    BEGIN,
                    parameters -> parameters.add(owner).add(jobExecutionId).add(id));
            return begun == 0 ? Optional.empty() : ImportRow.find(session, id);
        });
    }

    /** A piece of a file; empty beyond its end, or when the pieces are removed. */
    public Optional<byte[]> piece(UUID id, long number, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.first(PIECE, parameters -> parameters.add(id).add(number), Row::bytes));
    }

    /**
     * Stores a chunk, unless it is stored already.
     *
     * @param owner token that {@link #begin} was given
     * @return what became of all rows up to the end of the chunk
     * @throws ImportLostException when another run owns the import by now
     */
    public RowCounts store(UUID id, UUID owner, ImportChunk chunk, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            if (advance(session, id, owner, chunk)) {
                RowCounts counts = chunk.counts(feedback.store(session, chunk.texts()));
                reject(session, id, chunk);
                session.update(
                        COUNT,
                        parameters -> parameters
                                .add(counts.stored())
                                .add(counts.duplicate())
                                .add(counts.rejected())
                                .add(id));
            }
            // When it did not advance, the answer to an earlier commit of this chunk may have been lost.
            return session.first(
                            COUNTS,
                            parameters -> parameters
                                    .add(id)
                                    .add(owner)
                                    .add(chunk.end().bytes()),
                            row -> new RowCounts(row.number(), row.number(), row.number()))
                    .orElseThrow(ImportLostException::new);
        });
    }

    private static void reject(Session session, UUID id, ImportChunk chunk) throws SQLException {
        session.updateEach(
                REJECT,
                chunk.rejects(),
                (parameters, reject) -> parameters
                        .add(id)
                        .add(reject.line())
                        .add(cut(reject.reason(), MAX_REASON))
                        .add(reject.content()));
    }

    /**
     * Ends a run.
     *
     * @param status COMPLETED, FAILED or STOPPED
     * @param failure why, for the person who sent the file; only the first {@value #MAX_FAILURE} characters are kept
     * @return false when another run owns the import by now
     */
    public boolean end(UUID id, UUID owner, ImportStatus status, Optional<String> failure, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(
                        deadline,
                        session -> session.update(
                                END,
                                parameters -> parameters
                                        .add(status)
                                        .addText(failure.map(text -> cut(text, MAX_FAILURE)))
                                        .add(id)
                                        .add(owner)))
                == 1;
    }

    private static boolean advance(Session session, UUID id, UUID owner, ImportChunk chunk) throws SQLException {
        return session.update(
                        ADVANCE,
                        parameters -> parameters
                                .add(chunk.end().bytes())
                                .add(chunk.end().line())
                                .add(id)
                                .add(owner)
                                .add(chunk.start().bytes()))
                == 1;
    }

    /** Columns count code points. */
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
