/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.jobs.ExecutionRow;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.db.jobs.LockAttempt;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Launches and restarts, each instance on one process at a time: the right to run it is taken before Spring Batch is
 * asked, which by itself lets a failed instance be restarted twice at once. Thread-safe.
 */
public final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private static final int MISSED_BEATS = 3;

    private final WorkerIdentity worker;
    private final RunningExecutions running;
    private final LaunchLocks locks;
    private final LaunchLockRelease release;
    private final JobHistory history;
    private final OrphanedExecutions orphans;
    private final JobOperator operator;
    private final JobControlSettings settings;
    private final Ticker ticker;

    /** A launcher for this process. */
    public Launcher(
            WorkerIdentity worker,
            RunningExecutions running,
            LaunchLocks locks,
            JobHistory history,
            OrphanedExecutions orphans,
            JobOperator operator,
            JobControlSettings settings,
            Ticker ticker) {
        this.worker = worker;
        this.running = running;
        this.locks = locks;
        this.release = new LaunchLockRelease(locks, settings, ticker);
        this.history = history;
        this.orphans = orphans;
        this.operator = operator;
        this.settings = settings;
        this.ticker = ticker;
    }

    /**
     * Launches a job, or restarts it when the same instance failed or was stopped before.
     *
     * @throws DatabaseUnavailableException when the database does not answer
     */
    public Launch launch(JobDefinition definition, JobParameters parameters) throws DatabaseUnavailableException {
        Optional<UUID> owner = worker.owner();
        if (owner.isEmpty() || running.closing()) {
            return new Launch.NotHere();
        }
        InstanceKey key = InstanceKey.of(definition.name(), parameters);
        Optional<RunningInstance> held = running.holdAfterEnd(key);
        if (held.isEmpty()) {
            return new Launch.AlreadyRuns(
                    running.find(key).flatMap(RunningInstance::execution).map(JobExecution::getId));
        }
        if (running.count(key.jobName()) > definition.atMostHere()) {
            running.forget(held.get());
            return new Launch.Full(definition.atMostHere());
        }
        Launch launch = new Launch.NotHere();
        try {
            LockAttempt attempt = locks.acquire(
                    key.jobName(), key.jobKey(), owner.get(), definition.atMost(), settings.deadline(ticker));
            launch = switch (attempt) {
                case LockAttempt.Acquired(LaunchLock lock) -> start(held.get(), lock, definition, parameters);
                case LockAttempt.Taken(Optional<Long> executionId) ->
                    isAttended(key) ? new Launch.AlreadyRuns(executionId) : new Launch.Unattended();
                case LockAttempt.Full() -> new Launch.Full(definition.atMost());
            };
            return launch;
        } finally {
            if (!(launch instanceof Launch.Started)) {
                running.forget(held.get());
            }
        }
    }

    /**
     * Starts what this process holds and has the right to run. When it does not start, the right is given back; the caller
     * forgets what it holds.
     *
     * @throws DatabaseUnavailableException when the database does not answer; the right stays, and with it the duty to recover:
     *     the execution may have begun
     */
    public Launch start(RunningInstance held, LaunchLock lock, JobDefinition definition, JobParameters parameters)
            throws DatabaseUnavailableException {
        held.has(lock);
        Launch launch = new Launch.NotHere();
        boolean known = false;
        try {
            orphans.end(definition.job(), parameters);
            JobExecution execution = ScopedValue.where(LaunchExecutor.RUNNING, held)
                    .call(() -> operator.start(definition.job(), parameters));
            launch = new Launch.Started(execution.getId());
            known = true;
        } catch (JobInstanceAlreadyCompleteException e) {
            known = true;
            launch = new Launch.AlreadyDone(last(held.key()).map(ExecutionRow::id));
        } catch (JobExecutionAlreadyRunningException e) {
            // Something has begun since the orphans were ended: by one whose right was taken away while it hung. It
            // cannot
            // commit; the right stays, for the recovery to try again when it has noticed.
            launch = new Launch.AlreadyRuns(last(held.key()).map(ExecutionRow::id));
        } catch (JobExecutionException e) {
            known = true;
            LOG.atWarn().setCause(e).addKeyValue("job", definition.name()).log("cannot be launched");
            launch = new Launch.Impossible("The last execution ended in a way that allows no restart; abandon it.");
        } catch (DataAccessException | TransactionException e) {
            throw new DatabaseUnavailableException("the job repository does not answer", e);
        } finally {
            if (known && !(launch instanceof Launch.Started)) {
                release.giveBack(lock);
            }
        }
        return launch;
    }

    /** Whether the process that has the right gives signs of life now; else it may be one that was killed. */
    private boolean isAttended(InstanceKey key) throws DatabaseUnavailableException {
        return locks.isAttended(
                key.jobName(), key.jobKey(), settings.beat().multipliedBy(MISSED_BEATS), settings.deadline(ticker));
    }

    private Optional<ExecutionRow> last(InstanceKey key) throws DatabaseUnavailableException {
        return history.lastOf(key.jobName(), key.jobKey(), settings.deadline(ticker));
    }
}
