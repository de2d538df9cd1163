/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes steps. Their chunks are transactions in which Spring Batch's own records commit with what the step stores.
 *
 * @param repository of jobs
 * @param transactions begin and end here
 */
public record Steps(JobRepository repository, PlatformTransactionManager transactions) {

    /** A step of a tasklet. One that is a {@link StepExecutionListener} too is told of the step's begin and end. */
    public Step of(String name, Tasklet tasklet) {
        TaskletStepBuilder step = new StepBuilder(name, repository).tasklet(tasklet, transactions);
        return tasklet instanceof StepExecutionListener listener
                ? step.listener(listener).build()
                : step.build();
    }

    /** A step of chunks, to be given what reads, processes and writes. */
    public <I, O> ChunkOrientedStepBuilder<I, O> chunks(String name, int size) {
        return new ChunkOrientedStepBuilder<I, O>(name, repository, size).transactionManager(transactions);
    }
}
