/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/**
 * After an execution: gives its right back, so that the instance can run again. One that this process's end cut short
 * keeps it, which has whoever finds it resume the execution.
 */
final class LaunchEnd {

    private final RunningExecutions running;
    private final JobCatalog jobs;
    private final LaunchLockRelease release;

    LaunchEnd(RunningExecutions running, JobCatalog jobs, LaunchLockRelease release) {
        this.running = running;
        this.jobs = jobs;
        this.release = release;
    }

    void ended(RunningInstance what) {
        if (isOver(what)) {
            release.giveBack(what.lock());
        }
        running.forget(what);
    }

    /** What never began, or could not store its end, is for the recovery to look at. */
    private boolean isOver(RunningInstance what) {
        return what.execution().filter(execution -> isOver(what, execution)).isPresent();
    }

    private boolean isOver(RunningInstance what, JobExecution execution) {
        BatchStatus status = execution.getStatus();
        boolean toEnd = status == BatchStatus.STOPPED
                && running.closing()
                && jobs.find(what.key().jobName())
                        .filter(JobDefinition::resumed)
                        .isPresent();
        return !status.isRunning()
                && status != BatchStatus.UNKNOWN
                && !toEnd
                && !InterruptedExecutions.is(execution)
                && !what.brokeOff();
    }
}
