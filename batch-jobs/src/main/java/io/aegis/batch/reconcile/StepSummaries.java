/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import java.util.stream.Collectors;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Lets the end of a job tell what all of its steps say, where Spring Batch would tell the last one's only. */
public final class StepSummaries implements JobExecutionListener {

    @Override
    public void afterJob(JobExecution execution) {
        String all = execution.getStepExecutions().stream()
                .map(step -> step.getExitStatus().getExitDescription())
                .filter(description -> !description.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        execution.setExitStatus(new ExitStatus(execution.getExitStatus().getExitCode(), all));
    }
}
