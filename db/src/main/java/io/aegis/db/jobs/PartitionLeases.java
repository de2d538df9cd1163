/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Step executions that any process may take up. A claim is committed before the work; it lasts as long as its process lives,
 * by its heartbeats, and every commit of the work {@linkplain #hold holds} it. Thread-safe.
 */
public final class PartitionLeases {

    private static final String OFFER = """
            INSERT INTO partition_lease (step_execution_id, job_execution_id) VALUES (?, ?)
            ON DUPLICATE KEY UPDATE job_execution_id = job_execution_id""";

    private static final String FREE =
            "(l.owner IS NULL OR NOT EXISTS (SELECT 1 FROM heartbeat h WHERE h.owner = l.owner))";

    /**
     * The job that has the fewest workers comes first, so that a small one need not wait for a large one's end. Parts of one
     * whose own process is dead are left to its recovery, which hands them out again.
     */
    private static final String NEXT_JOB = """
            SELECT l.job_execution_id AS id FROM partition_lease l
            WHERE EXISTS (SELECT 1 FROM launch_lock k JOIN heartbeat b ON b.owner = k.owner
              WHERE k.execution_id = l.job_execution_id)
            GROUP BY l.job_execution_id
            HAVING SUM(NOT l.stop_asked AND %s) > 0
            ORDER BY SUM(NOT %s), l.job_execution_id LIMIT 1""".formatted(FREE, FREE);

    /** SKIP LOCKED only keeps claimers from waiting for each other; it is the owner, once committed, that excludes. */
    private static final String NEXT = """
            SELECT l.step_execution_id AS id, l.attempts FROM partition_lease l
            WHERE l.job_execution_id = ? AND NOT l.stop_asked AND %s
            ORDER BY l.step_execution_id LIMIT 1 FOR UPDATE SKIP LOCKED""".formatted(FREE);

    private static final String CLAIM =
            "UPDATE partition_lease SET owner = ?, attempts = attempts + 1 WHERE step_execution_id = ?";
    private static final String HOLD =
            "UPDATE partition_lease SET attempts = 0 WHERE step_execution_id = ? AND owner = ?";
    private static final String RELEASE =
            "UPDATE partition_lease SET owner = NULL WHERE step_execution_id = ? AND owner = ?";
    private static final String END = "DELETE FROM partition_lease WHERE step_execution_id = ? AND owner = ?";
    private static final String STOPPING =
            "SELECT step_execution_id FROM partition_lease WHERE owner = ? AND NOT stop_asked";
    private static final String WITHDRAW = "DELETE l FROM partition_lease l WHERE l.job_execution_id = ? AND " + FREE;
    private static final String ASK_STOP = "UPDATE partition_lease SET stop_asked = TRUE WHERE job_execution_id = ?";
    private static final String REVOKE = "DELETE FROM partition_lease WHERE job_execution_id = ?";
    private static final String PROGRESS = """
            SELECT (SELECT COUNT(*) FROM partition_lease WHERE job_execution_id = ?) AS open,
              (SELECT COUNT(*) FROM BATCH_STEP_EXECUTION s WHERE s.JOB_EXECUTION_ID = ? AND s.STATUS IN ('FAILED', 'UNKNOWN')
                AND NOT EXISTS (SELECT 1 FROM partition_lease l WHERE l.step_execution_id = s.STEP_EXECUTION_ID)) AS failed""";

    private final Transactions transactions;

    /** Leases in a database. */
    public PartitionLeases(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Hands step executions of a job execution out. */
    public void offer(long jobExecutionId, Collection<Long> stepExecutionIds, Deadline deadline)
            throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            for (long id : stepExecutionIds) {
                execute.update(OFFER, id, jobExecutionId);
            }
            return stepExecutionIds.size();
        });
    }

    /** Takes one up that nobody who is alive works on. */
    public Optional<PartitionLease> claim(UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            Optional<Long> job =
                    execute.get(NEXT_JOB).map(row -> row.column("id").get(Long.class));
            return job.flatMap(id -> claim(execute, id, owner));
        });
    }

    private static Optional<PartitionLease> claim(DbExecute execute, long job, UUID owner) {
        Optional<PartitionLease> next = execute.get(NEXT, job)
                .map(row -> new PartitionLease(
                        row.column("id").get(Long.class), row.column("attempts").get(Integer.class) + 1));
        next.ifPresent(lease -> execute.update(CLAIM, owner, lease.stepExecutionId()));
        return next;
    }

    /**
     * Makes sure that the work may still commit. To be called in the transaction of the work: nobody takes it up before that
     * has ended.
     *
     * @throws PartitionLostException when it is another's by now, or withdrawn
     */
    public void hold(long stepExecutionId, UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            if (execute.update(HOLD, stepExecutionId, owner) == 0) {
                throw new PartitionLostException();
            }
            return true;
        });
    }

    /** Gives one back that has not ended, for anybody to take up. */
    public void release(long stepExecutionId, UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(RELEASE, stepExecutionId, owner));
    }

    /** Notes that one has ended. */
    public void end(long stepExecutionId, UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(END, stepExecutionId, owner));
    }

    /** Those that a process is to go on with: what else it works on, it is to stop. */
    public List<Long> wanted(UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.query(STOPPING, owner)
                        .map(row -> row.column(1).get(Long.class))
                        .toList());
    }

    /** Has all of a job execution end: those that nobody works on at once, the others at the end of their chunk. */
    public void stop(long jobExecutionId, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            execute.update(WITHDRAW, jobExecutionId);
            return execute.update(ASK_STOP, jobExecutionId);
        });
    }

    /** Takes all of a job execution away, from whoever works on them: nothing of them commits any more. */
    public void revoke(long jobExecutionId, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(REVOKE, jobExecutionId));
    }

    /** How far those of a job execution are. */
    public PartitionProgress progress(long jobExecutionId, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.get(PROGRESS, jobExecutionId, jobExecutionId)
                        .map(row -> new PartitionProgress(
                                row.column("open").get(Long.class),
                                row.column("failed").get(Long.class)))
                        .orElseThrow());
    }
}
