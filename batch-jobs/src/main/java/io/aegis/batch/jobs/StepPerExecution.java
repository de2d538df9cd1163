/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.function.Function;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StoppableStep;

/**
 * A step whose reader, processor and writer are made anew for each execution, so that several executions at once share
 * nothing.
 *
 * @param name of the step
 * @param steps makes the step that is executed
 */
public record StepPerExecution(String name, Function<StepExecution, Step> steps) implements StoppableStep {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        steps.apply(execution).execute(execution);
    }
}
