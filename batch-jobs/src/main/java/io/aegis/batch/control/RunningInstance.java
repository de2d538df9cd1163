/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.LaunchLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepLocator;
import org.springframework.batch.core.step.StoppableStep;
import org.springframework.batch.core.step.tasklet.StoppableTasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;

/**
 * An instance that this process runs, or is about to. Thread-safe.
 *
 * <p>It is stopped by telling the very objects that run. Spring Batch's own way writes to the database from outside: the
 * execution then counts as ended while its chunk still runs, and the two writers race for the row's version.
 */
public final class RunningInstance {

    private record Begun(Job job, JobExecution execution) {}

    private final InstanceKey key;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<LaunchLock> right = Optional.empty();
    private volatile Optional<Begun> begun = Optional.empty();

    private volatile boolean brokeOff;
    private volatile boolean disowned;

    RunningInstance(InstanceKey key) {
        this.key = key;
    }

    void has(LaunchLock acquired) {
        right = Optional.of(acquired);
    }

    /**
     * The right to run it.
     *
     * @throws IllegalStateException before that was given
     */
    LaunchLock lock() {
        return right.orElseThrow(() -> new IllegalStateException("nothing gives the right to run this"));
    }

    /** Which instance. */
    public InstanceKey key() {
        return key;
    }

    void begins(Job job, JobExecution execution) {
        begun = Optional.of(new Begun(job, execution));
    }

    /** Nothing is left to do for it. */
    void isOver() {
        over.countDown();
    }

    /**
     * Waits for that if its execution has ended: whoever reads its status knows of the end a moment before the right to run the
     * instance is given back.
     *
     * @return whether nothing is left to do
     */
    boolean awaitOver(Duration atMost) {
        if (execution().map(each -> each.getStatus().isRunning()).orElse(true)) {
            return false;
        }
        try {
            return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its end could not be stored. */
    void breaksOff() {
        brokeOff = true;
    }

    boolean brokeOff() {
        return brokeOff;
    }

    /** Has it stop because others may run it by now: this process counted as dead. */
    public void disown() {
        disowned = true;
        stop();
    }

    boolean isDisowned() {
        return disowned;
    }

    /** The execution, once it has begun. */
    public Optional<JobExecution> execution() {
        return begun.map(Begun::execution);
    }

    /** Has the execution stop at the end of its chunk. To be repeated until it has: a step may be about to begin. */
    public void stop() {
        begun.ifPresent(RunningInstance::stop);
    }

    private static void stop(Begun begun) {
        JobExecution execution = begun.execution();
        if (!execution.getStatus().isRunning()) {
            return;
        }
        execution.upgradeStatus(BatchStatus.STOPPING);
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus().isRunning() && !step.isTerminateOnly()) {
                step.setTerminateOnly();
                tell(begun.job(), step);
            }
        }
    }

    private static void tell(Job job, StepExecution execution) {
        if (!(job instanceof StepLocator steps)) {
            return;
        }
        Step step = steps.getStep(execution.getStepName());
        if (step instanceof TaskletStep tasklets && tasklets.getTasklet() instanceof StoppableTasklet tasklet) {
            tasklet.stop(execution);
        } else if (step instanceof StoppableStep stoppable) {
            stoppable.stop(execution);
        }
    }
}
