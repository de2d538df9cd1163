/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.changes;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Department;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Status;
import io.aegis.grouping.GroupState;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

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
            SELECT id, version, created_at, updated_at, status, is_urgent, priority, department, needs_review,
              own_topics
            FROM feedback WHERE updated_at >= ? ORDER BY updated_at DESC LIMIT ?""";

    private static final String IMPORTS = """
            SELECT id, status, rows_stored + rows_duplicate + rows_rejected AS rows_read,
              CASE WHEN status = 'COMPLETED' THEN 100 WHEN staged_bytes = 0 THEN 0
                ELSE 100.0 * position / staged_bytes END AS percent
            FROM feedback_import
            WHERE status IN ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED')
              AND (touched_at >= ? OR finished_at >= ?)
            ORDER BY touched_at LIMIT ?""";

    /** The newest executions, and those that run. What tells its progress on the way are the steps. */
    private static final String JOBS = """
            SELECT e.JOB_EXECUTION_ID AS id, i.JOB_NAME AS job,
              CASE WHEN e.END_TIME IS NULL AND COALESCE(l.stop_asked, FALSE) THEN 'STOPPING' ELSE e.STATUS END
                AS said_status,
              COALESCE(SUM(s.READ_COUNT), 0) AS items_read, COALESCE(SUM(s.WRITE_COUNT), 0) AS items_written
            FROM (SELECT * FROM (SELECT * FROM BATCH_JOB_EXECUTION ORDER BY JOB_EXECUTION_ID DESC LIMIT 20) AS newest
              UNION SELECT * FROM BATCH_JOB_EXECUTION WHERE STATUS IN ('STARTING', 'STARTED', 'STOPPING')) AS e
            JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
            LEFT JOIN launch_lock l ON l.execution_id = e.JOB_EXECUTION_ID
            LEFT JOIN BATCH_STEP_EXECUTION s ON s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
            GROUP BY e.JOB_EXECUTION_ID, i.JOB_NAME, e.STATUS, e.END_TIME, e.LAST_UPDATED, l.stop_asked
            HAVING e.END_TIME IS NULL OR GREATEST(e.END_TIME, e.LAST_UPDATED) >= ?
            ORDER BY e.JOB_EXECUTION_ID""";

    private static final String PREDICTIONS = """
            SELECT id, LOWER(kind) AS kind, LOWER(severity) AS severity, score, created_at
            FROM prediction WHERE created_at >= ? AND detected ORDER BY created_at DESC LIMIT ?""";

    private static final int MOST_PREDICTIONS = 50;

    private static final String GROUPS = """
            SELECT id, size, open_rows, regressed_at IS NOT NULL AS regressed
            FROM feedback_group WHERE updated_at >= ? ORDER BY updated_at DESC LIMIT ?""";

    private static final int MOST_GROUPS = 50;

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
        LocalDateTime from = Utc.of(since);
        return database.read(deadline, execute -> {
            Instant now = now(execute);
            List<Changes.OfFeedback> feedback = execute.query(FEEDBACK, from, MOST_FEEDBACK + 1)
                    .map(ChangeQueries::feedback)
                    .toList();
            boolean more = feedback.size() > MOST_FEEDBACK;
            return new Changes(
                    now,
                    feedback.subList(0, Math.min(feedback.size(), MOST_FEEDBACK))
                            .reversed(),
                    execute.query(IMPORTS, from, from, MOST_IMPORTS)
                            .map(ChangeQueries::ofImport)
                            .toList(),
                    execute.query(JOBS, from).map(ChangeQueries::job).toList(),
                    execute.query(PREDICTIONS, from, MOST_PREDICTIONS)
                            .map(ChangeQueries::prediction)
                            .toList(),
                    execute.query(GROUPS, from, MOST_GROUPS)
                            .map(ChangeQueries::group)
                            .toList(),
                    more);
        });
    }

    private static Instant now(DbExecute execute) {
        return execute.get(NOW).orElseThrow().column(1).get(Instant.class);
    }

    private static Changes.OfFeedback feedback(DbRow row) {
        return new Changes.OfFeedback(
                row.column("id").get(UUID.class),
                row.column("version").get(Long.class),
                row.column("created_at").get(Instant.class),
                row.column("updated_at").get(Instant.class),
                row.column("status").get(Status.class).label(),
                row.column("is_urgent").get(Boolean.class),
                row.column("priority").get(Priority.class).label(),
                row.column("department").get(Department.class),
                row.column("needs_review").get(Boolean.class),
                row.column("own_topics").get(Long.class));
    }

    private static Changes.OfImport ofImport(DbRow row) {
        return new Changes.OfImport(
                row.column("id").get(UUID.class),
                row.column("status").get(String.class),
                row.column("rows_read").get(Long.class),
                row.column("percent").get(Double.class));
    }

    private static Changes.OfJob job(DbRow row) {
        return new Changes.OfJob(
                row.column("id").get(Long.class),
                row.column("job").get(String.class),
                row.column("said_status").get(String.class),
                row.column("items_read").get(Long.class),
                row.column("items_written").get(Long.class));
    }

    private static Changes.OfGroup group(DbRow row) {
        long open = row.column("open_rows").get(Long.class);
        GroupState whileOpen = row.column("regressed").get(Boolean.class) ? GroupState.REGRESSED : GroupState.OPEN;
        return new Changes.OfGroup(
                row.column("id").get(UUID.class),
                row.column("size").get(Long.class),
                open,
                (open == 0 ? GroupState.RESOLVED : whileOpen).label());
    }

    private static Changes.OfPrediction prediction(DbRow row) {
        return new Changes.OfPrediction(
                row.column("id").get(UUID.class),
                row.column("kind").get(String.class),
                row.column("severity").get(String.class),
                row.column("score").get(Double.class),
                row.column("created_at").get(Instant.class));
    }
}
