package io.aegis.db.changes;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Department;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Finds what changed, in whichever process. Each query reads the end of an index and is bounded, so that asking every
 * second costs next to nothing. Thread-safe.
 */
public final class ChangeQueries {

    /** Most rows of feedback that are told at once. */
    public static final int MOST_FEEDBACK = 200;

    private static final int MOST_IMPORTS = 50;

    private static final String NOW = "SELECT UTC_TIMESTAMP(6)";

    /** The newest, so that a flood of changes cannot hold up later ones. */
    private static final String FEEDBACK = """
            SELECT id, version, created_at, updated_at, status, is_urgent, priority, department, needs_review
            FROM feedback WHERE updated_at >= ? ORDER BY updated_at DESC LIMIT ?""";

    private static final String IMPORTS = """
            SELECT id, status, rows_stored + rows_duplicate + rows_rejected,
              CASE WHEN status = 'COMPLETED' THEN 100 WHEN staged_bytes = 0 THEN 0
                ELSE 100.0 * position / staged_bytes END
            FROM feedback_import
            WHERE status IN ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED')
              AND (touched_at >= ? OR finished_at >= ?)
            ORDER BY touched_at LIMIT ?""";

    /** The newest executions, and those that run. What tells its progress on the way are the steps. */
    private static final String JOBS = """
            SELECT e.JOB_EXECUTION_ID, i.JOB_NAME,
              CASE WHEN e.END_TIME IS NULL AND COALESCE(l.stop_asked, FALSE) THEN 'STOPPING' ELSE e.STATUS END,
              COALESCE(SUM(s.READ_COUNT), 0), COALESCE(SUM(s.WRITE_COUNT), 0)
            FROM (SELECT * FROM (SELECT * FROM BATCH_JOB_EXECUTION ORDER BY JOB_EXECUTION_ID DESC LIMIT 20) AS newest
              UNION SELECT * FROM BATCH_JOB_EXECUTION WHERE STATUS IN ('STARTING', 'STARTED', 'STOPPING')) AS e
            JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
            LEFT JOIN launch_lock l ON l.execution_id = e.JOB_EXECUTION_ID
            LEFT JOIN BATCH_STEP_EXECUTION s ON s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
            GROUP BY e.JOB_EXECUTION_ID, i.JOB_NAME, e.STATUS, e.END_TIME, e.LAST_UPDATED, l.stop_asked
            HAVING e.END_TIME IS NULL OR GREATEST(e.END_TIME, e.LAST_UPDATED) >= ?
            ORDER BY e.JOB_EXECUTION_ID""";

    private static final String PREDICTIONS = """
            SELECT id, LOWER(kind), LOWER(severity), score, created_at
            FROM prediction WHERE created_at >= ? AND detected ORDER BY created_at DESC LIMIT ?""";

    private static final int MOST_PREDICTIONS = 50;

    private final Database database;

    /** Reads from a database. */
    public ChangeQueries(Database database) {
        this.database = database;
    }

    /** The time of the database. */
    public Instant now(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, ChangeQueries::now);
    }

    /**
     * What changed at a moment or after it. Executions that run are always told.
     *
     * @param since in the database's time
     */
    public Changes since(Instant since, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> {
            Instant now = now(session);
            List<Changes.OfFeedback> feedback =
                    session.all(FEEDBACK, values -> values.add(since).add(MOST_FEEDBACK + 1), ChangeQueries::feedback);
            boolean more = feedback.size() > MOST_FEEDBACK;
            return new Changes(
                    now,
                    feedback.subList(0, Math.min(feedback.size(), MOST_FEEDBACK))
                            .reversed(),
                    session.all(
                            IMPORTS,
                            values -> values.add(since).add(since).add(MOST_IMPORTS),
                            row -> new Changes.OfImport(row.id(), row.text(), row.number(), row.decimal())),
                    session.all(
                            JOBS,
                            values -> values.add(since),
                            row -> new Changes.OfJob(row.number(), row.text(), row.text(), row.number(), row.number())),
                    session.all(
                            PREDICTIONS,
                            values -> values.add(since).add(MOST_PREDICTIONS),
                            row -> new Changes.OfPrediction(
                                    row.id(), row.text(), row.text(), row.decimal(), row.moment())),
                    more);
        });
    }

    private static Instant now(Session session) throws SQLException {
        return session.first(NOW, Session.Binding.NONE, Row::moment).orElseThrow();
    }

    private static Changes.OfFeedback feedback(Row row) throws SQLException {
        return new Changes.OfFeedback(
                row.id(),
                row.number(),
                row.moment(),
                row.moment(),
                row.word(Status.class).label(),
                row.truth(),
                row.word(Priority.class).label(),
                row.word(Department.class).label(),
                row.truth());
    }
}
