/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.db.jobs.LockAttempt;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;

/** What operators do to executions that have ended without completing. Thread-safe. */
public final class Restarts {

    private static final Set<BatchStatus> GIVEN_UP_FROM =
            Set.of(BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.UNKNOWN);

    private final Launcher launcher;
    private final WorkerIdentity worker;
    private final RunningExecutions running;
    private final LaunchLocks locks;
    private final LaunchLockRelease release;
    private final JobRepository repository;
    private final JobRequests requests;
    private final JobControlSettings settings;
    private final Ticker ticker;

    /** Restarts by this process. */
    public Restarts(
            Launcher launcher,
            WorkerIdentity worker,
            RunningExecutions running,
            LaunchLocks locks,
            JobRepository repository,
            JobRequests requests,
            JobControlSettings settings,
            Ticker ticker) {
        this.launcher = launcher;
        this.worker = worker;
        this.running = running;
        this.locks = locks;
        this.release = new LaunchLockRelease(locks, settings, ticker);
        this.repository = repository;
        this.requests = requests;
        this.settings = settings;
        this.ticker = ticker;
    }

    /**
     * Goes on where an execution ended.
     *
     * @throws DatabaseUnavailableException when the database does not answer
     */
    public Launch restart(JobDefinition definition, long executionId) throws DatabaseUnavailableException {
        Optional<JobExecution> execution = StoredExecutions.job(repository, executionId);
        if (execution.isEmpty()) {
            return new Launch.Impossible("There is no such execution.");
        }
        Launch launch = launcher.launch(definition, execution.get().getJobParameters());
        if (launch instanceof Launch.Started(long after)) {
            requests.restarted(executionId, after, settings.deadline(ticker));
        }
        return launch;
    }

    /**
     * Gives an execution up, under the right to run its instance: nobody restarts it meanwhile.
     *
     * @return false when it has not ended, has completed, or is being run
     * @throws DatabaseUnavailableException when the database does not answer
     */
    public boolean abandon(long executionId) throws DatabaseUnavailableException {
        Optional<InstanceKey> known = StoredExecutions.job(repository, executionId)
                .map(each -> InstanceKey.of(each.getJobInstance().getJobName(), each.getJobParameters()));
        Optional<UUID> owner = worker.owner();
        if (known.isEmpty() || owner.isEmpty()) {
            return false;
        }
        InstanceKey key = known.get();
        Optional<RunningInstance> held = running.holdAfterEnd(key);
        if (held.isEmpty()) {
            return false;
        }
        try {
            return abandonHeld(executionId, key, owner.get());
        } finally {
            running.forget(held.get());
        }
    }

    private boolean abandonHeld(long executionId, InstanceKey key, UUID owner) throws DatabaseUnavailableException {
        LockAttempt attempt =
                locks.acquire(key.jobName(), key.jobKey(), owner, JobDefinition.MOST, settings.deadline(ticker));
        if (!(attempt instanceof LockAttempt.Acquired(LaunchLock lock))) {
            return false;
        }
        try {
            // As it is now that nobody else may touch it.
            Optional<JobExecution> execution = StoredExecutions.job(repository, executionId)
                    .filter(each -> GIVEN_UP_FROM.contains(each.getStatus()));
            execution.ifPresent(each -> {
                each.setStatus(BatchStatus.ABANDONED);
                repository.update(each);
            });
            return execution.isPresent();
        } finally {
            release.giveBack(lock);
        }
    }
}
