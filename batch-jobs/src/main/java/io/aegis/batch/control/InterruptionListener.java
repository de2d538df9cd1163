/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.database.PassingFailure;
import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Listener that marks executions of resumable jobs which were interrupted. */
final class InterruptionListener implements JobExecutionListener {

    private final LaunchLocks locks;
    private final JobControlSettings settings;
    private final Ticker ticker;

    InterruptionListener(LaunchLocks locks, JobControlSettings settings, Ticker ticker) {
        this.locks = locks;
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    public void afterJob(JobExecution execution) {
        reason(execution)
                .ifPresent(reason -> execution.setExitStatus(
                        new ExitStatus(execution.getExitStatus().getExitCode(), reason)));
    }

    private Optional<String> reason(JobExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED && isLost(LaunchExecutor.RUNNING.get())) {
            return Optional.of(InterruptedExecutions.DISOWNED);
        }
        List<Throwable> failures = execution.getAllFailureExceptions();
        boolean passing = !failures.isEmpty() && failures.stream().allMatch(PassingFailure::is);
        return execution.getStatus() == BatchStatus.FAILED && passing
                ? Optional.of(InterruptedExecutions.DATABASE_AWAY)
                : Optional.empty();
    }

    /** Whether another has the right by now, whether or not this process has been told. */
    private boolean isLost(RunningInstance running) {
        try {
            LaunchLock lock = running.lock();
            return running.isDisowned()
                    || locks.find(lock.jobName(), lock.jobKey(), settings.deadline(ticker))
                            .filter(now -> now.owner().equals(lock.owner()))
                            .isEmpty();
        } catch (DatabaseUnavailableException e) {
            return running.isDisowned();
        }
    }
}
