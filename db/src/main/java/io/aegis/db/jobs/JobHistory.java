/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What was run and what runs, from Spring Batch's tables. Thread-safe. */
public final class JobHistory {

    private static final String EXECUTION = """
            SELECT e.JOB_EXECUTION_ID, e.JOB_INSTANCE_ID, i.JOB_NAME, i.JOB_KEY, e.STATUS, e.EXIT_CODE, e.EXIT_MESSAGE,
              e.CREATE_TIME, e.START_TIME, e.END_TIME, e.LAST_UPDATED,
              l.owner, COALESCE(l.stop_asked, FALSE) AS stop_asked, COALESCE(l.recoveries, 0) AS recoveries
            FROM BATCH_JOB_EXECUTION e
            JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
            LEFT JOIN launch_lock l ON l.execution_id = e.JOB_EXECUTION_ID
            """;
    private static final String ONE = EXECUTION + "WHERE e.JOB_EXECUTION_ID = ?";
    private static final String OF_JOB =
            EXECUTION + "WHERE i.JOB_NAME = ? AND e.JOB_EXECUTION_ID < ? ORDER BY e.JOB_EXECUTION_ID DESC LIMIT ?";
    private static final String LAST_OF_INSTANCE =
            EXECUTION + "WHERE i.JOB_NAME = ? AND i.JOB_KEY = ? ORDER BY e.JOB_EXECUTION_ID DESC LIMIT 1";
    private static final String UNFINISHED = "e.STATUS IN ('STARTING', 'STARTED', 'STOPPING')";
    private static final String RUNNING = EXECUTION + "WHERE " + UNFINISHED + " ORDER BY e.JOB_EXECUTION_ID";
    private static final String STRAYS = EXECUTION + "WHERE (" + UNFINISHED + " OR e.STATUS = 'UNKNOWN')" + """
             AND NOT EXISTS (SELECT 1 FROM launch_lock k WHERE k.job_name = i.JOB_NAME AND k.job_key = i.JOB_KEY)
            ORDER BY e.JOB_EXECUTION_ID LIMIT 100""";
    private static final String PARAMETERS = """
            SELECT PARAMETER_NAME, PARAMETER_TYPE, COALESCE(PARAMETER_VALUE, '') AS value, IDENTIFYING = 'Y' AS identifying
            FROM BATCH_JOB_EXECUTION_PARAMS WHERE JOB_EXECUTION_ID = ? ORDER BY PARAMETER_NAME""";
    private static final String STEPS = """
            SELECT s.STEP_EXECUTION_ID, s.STEP_NAME, s.STATUS, s.COMMIT_COUNT, s.READ_COUNT, s.FILTER_COUNT,
              s.WRITE_COUNT, s.READ_SKIP_COUNT + s.PROCESS_SKIP_COUNT + s.WRITE_SKIP_COUNT AS skipped, s.ROLLBACK_COUNT,
              s.EXIT_CODE, s.EXIT_MESSAGE, s.START_TIME, s.END_TIME,
              COALESCE(c.SERIALIZED_CONTEXT, c.SHORT_CONTEXT) AS context
            FROM BATCH_STEP_EXECUTION s
            LEFT JOIN BATCH_STEP_EXECUTION_CONTEXT c ON c.STEP_EXECUTION_ID = s.STEP_EXECUTION_ID
            WHERE s.JOB_EXECUTION_ID = ? ORDER BY s.STEP_EXECUTION_ID""";

    /** Instances all of whose executions are old, and which nobody runs. */
    private static final String OLD = """
            SELECT i.JOB_INSTANCE_ID FROM BATCH_JOB_INSTANCE i
            WHERE NOT EXISTS (SELECT 1 FROM launch_lock l WHERE l.job_name = i.JOB_NAME AND l.job_key = i.JOB_KEY)
            GROUP BY i.JOB_INSTANCE_ID
            HAVING (SELECT MAX(e.CREATE_TIME) FROM BATCH_JOB_EXECUTION e WHERE e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID)
              < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND
            ORDER BY i.JOB_INSTANCE_ID LIMIT ?""";

    private static final List<String> PURGE = List.of(
            """
            DELETE c FROM BATCH_STEP_EXECUTION_CONTEXT c
            JOIN BATCH_STEP_EXECUTION s ON s.STEP_EXECUTION_ID = c.STEP_EXECUTION_ID
            JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID WHERE e.JOB_INSTANCE_ID = ?""",
            """
            DELETE s FROM BATCH_STEP_EXECUTION s
            JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID WHERE e.JOB_INSTANCE_ID = ?""",
            """
            DELETE c FROM BATCH_JOB_EXECUTION_CONTEXT c
            JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = c.JOB_EXECUTION_ID WHERE e.JOB_INSTANCE_ID = ?""",
            """
            DELETE p FROM BATCH_JOB_EXECUTION_PARAMS p
            JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = p.JOB_EXECUTION_ID WHERE e.JOB_INSTANCE_ID = ?""",
            "DELETE FROM BATCH_JOB_EXECUTION WHERE JOB_INSTANCE_ID = ?",
            "DELETE FROM BATCH_JOB_INSTANCE WHERE JOB_INSTANCE_ID = ?");

    private final Database database;

    /** The history in a database. */
    public JobHistory(Database database) {
        this.database = database;
    }

    /** One execution. */
    public Optional<ExecutionRow> execution(long id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, id).map(ExecutionRow::of));
    }

    /**
     * Executions of a job, newest first.
     *
     * @param before only older ones than this; {@link Long#MAX_VALUE} for all
     */
    public List<ExecutionRow> executions(String jobName, long before, int limit, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(OF_JOB, jobName, before, limit)
                        .map(ExecutionRow::of)
                        .toList());
    }

    /** The newest execution of an instance. */
    public Optional<ExecutionRow> lastOf(String jobName, String jobKey, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(LAST_OF_INSTANCE, jobName, jobKey).map(ExecutionRow::of));
    }

    /** What runs, on whatever machine, or has never been told to have ended. */
    public List<ExecutionRow> running(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(RUNNING).map(ExecutionRow::of).toList());
    }

    /** What counts as running, or as nobody knows what, though nobody has the right to run it. */
    public List<ExecutionRow> strays(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(STRAYS).map(ExecutionRow::of).toList());
    }

    /** The parameters of an execution, by name. */
    public List<ParameterRow> parameters(long executionId, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(PARAMETERS, executionId)
                        .map(JobHistory::parameter)
                        .toList());
    }

    /** The steps of an execution, in their order. */
    public List<StepRow> steps(long executionId, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(STEPS, executionId).map(StepRow::of).toList());
    }

    /**
     * Forgets instances whose last execution is older.
     *
     * @param most instances
     * @return how many were forgotten
     */
    public int purge(Duration age, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> purge(execute, age, most));
    }

    private static ParameterRow parameter(DbRow row) {
        return new ParameterRow(
                row.column("PARAMETER_NAME").get(String.class),
                row.column("PARAMETER_TYPE").get(String.class),
                row.column("value").get(String.class),
                row.column("identifying").get(Boolean.class));
    }

    private static int purge(DbExecute execute, Duration age, int most) {
        List<Long> old = execute.query(OLD, age.toNanos() / 1_000, most)
                .map(row -> row.column(1).get(Long.class))
                .toList();
        for (String sql : PURGE) {
            old.forEach(instance -> execute.delete(sql, instance));
        }
        return old.size();
    }
}
