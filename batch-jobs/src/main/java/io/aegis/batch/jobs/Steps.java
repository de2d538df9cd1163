package io.aegis.batch.jobs;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/** Makes steps of tasklets whose transactions are their own: Spring Batch writes down only what came of them. */
public final class Steps {

    private Steps() {}

    /** A step. A tasklet that is a {@link StepExecutionListener} too is told of its begin and end. */
    public static Step of(String name, JobRepository repository, Tasklet tasklet) {
        TaskletStepBuilder step =
                new StepBuilder(name, repository).tasklet(tasklet, new ResourcelessTransactionManager());
        return tasklet instanceof StepExecutionListener listener
                ? step.listener(listener).build()
                : step.build();
    }
}
