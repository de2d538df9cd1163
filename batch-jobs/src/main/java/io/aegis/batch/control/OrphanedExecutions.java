/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.PartitionLeases;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.LocalDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Orphaned executions, which count as running, or as nobody knows what, though nobody runs them. Only to be called with the right to
 * run the instance: it is what makes sure that nobody does.
 */
public final class OrphanedExecutions {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedExecutions.class);

    private static final ExitStatus CUT_SHORT =
            new ExitStatus(ExitStatus.FAILED.getExitCode(), InterruptedExecutions.PROCESS_GONE);

    private final JobRepository repository;
    private final PartitionLeases leases;
    private final JobControlSettings settings;
    private final Clock clock;
    private final Ticker ticker;

    /** @param clock dates their end */
    public OrphanedExecutions(
            JobRepository repository, PartitionLeases leases, JobControlSettings settings, Clock clock, Ticker ticker) {
        this.repository = repository;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Makes an instance one that can be started: all its executions have ended. One without any execution, which is what a
     * process leaves that dies between the two, could never be started; it goes.
     */
    void end(Job job, JobParameters parameters) throws DatabaseUnavailableException {
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance == null) {
            return;
        }
        if (repository.getJobExecutions(instance).isEmpty()) {
            repository.deleteJobInstance(instance);
        } else {
            endAll(instance);
        }
    }

    /** Ends all executions of an instance that have not ended: one that hung may wake and write after it was ended. */
    public void endAll(JobInstance instance) throws DatabaseUnavailableException {
        for (JobExecution execution : repository.getJobExecutions(instance)) {
            end(execution);
        }
    }

    /**
     * Ends an execution if it has not ended. As Spring Batch's own recovery, which leaves out what it calls unknown, and
     * tells no reason. Its steps end first, those included that other processes still work on; so when this is cut short
     * itself, the execution still is one that has not ended.
     *
     * @return whether it had not
     */
    public boolean end(JobExecution execution) throws DatabaseUnavailableException {
        boolean orphan = isOrphan(execution.getStatus());
        if (orphan || execution.getStepExecutions().stream().anyMatch(step -> isOrphan(step.getStatus()))) {
            leases.revoke(execution.getId(), settings.deadline(ticker));
        }
        for (StepExecution step : execution.getStepExecutions()) {
            if (isOrphan(step.getStatus())) {
                orphan = true;
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(CUT_SHORT);
                step.setEndTime(LocalDateTime.now(clock));
                repository.update(step);
            }
        }
        if (orphan) {
            LOG.atWarn()
                    .addKeyValue("job", execution.getJobInstance().getJobName())
                    .addKeyValue("job_execution_id", execution.getId())
                    .log("ends an execution whose process is gone");
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(CUT_SHORT);
            execution.setEndTime(LocalDateTime.now(clock));
            repository.update(execution);
        }
        return orphan;
    }

    private static boolean isOrphan(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
