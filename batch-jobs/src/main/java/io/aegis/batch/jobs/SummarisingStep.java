/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.stream.Collectors;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StoppableStep;

/**
 * The last step of a job, whose end tells what all steps say: Spring Batch gives a job the exit status of its last step. What is
 * stored of the step itself was stored before. A listener of the job would be too late: Spring Batch 6.0.6 stores the end of a
 * job before it calls the listeners, and again afterwards, so that who waits for the end may read half of what it tells.
 *
 * @param last the step
 */
public record SummarisingStep(Step last) implements StoppableStep {

    @Override
    public String getName() {
        return last.getName();
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        last.execute(execution);
        String all = execution.getJobExecution().getStepExecutions().stream()
                .map(step -> step.getExitStatus().getExitDescription())
                .filter(description -> !description.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        execution.setExitStatus(new ExitStatus(execution.getExitStatus().getExitCode(), all));
    }
}
