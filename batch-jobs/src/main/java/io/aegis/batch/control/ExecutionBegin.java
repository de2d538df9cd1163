/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.core.Ordered;

/** At the begin of an execution: makes it known to those who stop and recover, and marks what it logs. */
final class ExecutionBegin implements JobExecutionListener, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionBegin.class);

    private final Job job;
    private final LaunchLocks locks;
    private final JobControlSettings settings;
    private final Ticker ticker;

    ExecutionBegin(Job job, LaunchLocks locks, JobControlSettings settings, Ticker ticker) {
        this.job = job;
        this.locks = locks;
        this.settings = settings;
        this.ticker = ticker;
    }

    /** Before all others, so that nothing is done without the right, and at the end after them. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        MDC.put("job", job.getName());
        MDC.put("job_execution_id", Long.toString(execution.getId()));
        RunningInstance running = LaunchExecutor.RUNNING.get();
        running.begins(job, execution);
        note(running, execution.getId());
        LOG.info("execution began");
    }

    /** Work that nobody could stop or recover must not begin. */
    private void note(RunningInstance running, long executionId) {
        try {
            if (!locks.started(running.lock(), executionId, settings.deadline(ticker))) {
                throw new IllegalStateException("the right to run this instance has passed to another process");
            }
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("the database did not note the begin of the execution", e);
        }
    }

    @Override
    public void afterJob(JobExecution execution) {
        LOG.atInfo()
                .addKeyValue("status", execution.getStatus())
                .addKeyValue("exit_code", execution.getExitStatus().getExitCode())
                .log("execution ended");
    }
}
