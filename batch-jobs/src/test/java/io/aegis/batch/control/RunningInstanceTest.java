/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StoppableStep;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.StoppableTasklet;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/** What this process runs, and how it is told to stop; ends that are no fault of a job's; counts of parts. */
class RunningInstanceTest {

    private final JobExecution execution = new JobExecution(7, new JobInstance(1, "job"), new JobParameters());
    private final List<String> told = new ArrayList<>();
    private final RunningInstance running = new RunningInstance(new InstanceKey("job", "key"));
    private int ids;

    /** Is told of its stop. */
    private final class Told implements StoppableTasklet {
        @Override
        public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
            return RepeatStatus.FINISHED;
        }

        @Override
        @SuppressWarnings("removal")
        public void stop() {}

        @Override
        public void stop(StepExecution step) {
            told.add("tasklet " + step.getStepName());
        }
    }

    /** The same, as a step. */
    private final class OwnStep implements StoppableStep {
        @Override
        public String getName() {
            return "own";
        }

        @Override
        public void execute(StepExecution step) {}

        @Override
        public void stop(StepExecution step) {
            told.add("step " + step.getStepName());
        }
    }

    private StepExecution step(String name, BatchStatus status) {
        StepExecution step = new StepExecution(++ids, name, execution);
        step.setStatus(status);
        execution.addStepExecution(step);
        return step;
    }

    private Job job() {
        SimpleJob job = new SimpleJob("job");
        job.setSteps(
                List.of(step("tasklets", new Told()), step("plain", (_, _) -> RepeatStatus.FINISHED), new OwnStep()));
        return job;
    }

    private static TaskletStep step(String name, Tasklet tasklet) {
        return new StepBuilder(name, new ResourcelessJobRepository())
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .build();
    }

    @Test
    void steps_that_run_are_told_once_each_in_their_own_way() {
        execution.setStatus(BatchStatus.STARTED);
        StepExecution tasklets = step("tasklets", BatchStatus.STARTED);
        StepExecution plain = step("plain", BatchStatus.STARTED);
        StepExecution own = step("own", BatchStatus.STARTED);
        StepExecution over = step("tasklets", BatchStatus.COMPLETED);
        running.stop();
        assertThat(told).as("nothing has begun").isEmpty();
        running.begins(job(), execution);
        assertThat(running.execution()).contains(execution);
        running.stop();
        running.stop();
        assertThat(told).containsExactlyInAnyOrder("tasklet tasklets", "step own");
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPING);
        assertThat(List.of(tasklets, plain, own)).allMatch(StepExecution::isTerminateOnly);
        assertThat(over.isTerminateOnly()).isFalse();
    }

    @Test
    void what_has_ended_is_not_told() {
        execution.setStatus(BatchStatus.COMPLETED);
        StepExecution step = step("tasklets", BatchStatus.STARTED);
        running.begins(job(), execution);
        running.stop();
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(step.isTerminateOnly()).isFalse();
    }

    @Test
    void what_is_disowned_stops_and_what_breaks_off_says_so() {
        execution.setStatus(BatchStatus.STARTED);
        running.begins(job(), execution);
        assertThat(running.isDisowned()).isFalse();
        running.disown();
        assertThat(running.isDisowned()).isTrue();
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPING);
        assertThat(running.brokeOff()).isFalse();
        running.breaksOff();
        assertThat(running.brokeOff()).isTrue();
        assertThatThrownBy(running::lock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ends_that_are_no_fault_of_a_job_are_told_by_their_message() {
        for (String reason : List.of(
                InterruptedExecutions.PROCESS_GONE,
                InterruptedExecutions.DATABASE_AWAY,
                InterruptedExecutions.DISOWNED)) {
            execution.setExitStatus(new ExitStatus("FAILED", reason + " and more"));
            assertThat(InterruptedExecutions.is(execution)).isTrue();
        }
        execution.setExitStatus(new ExitStatus("FAILED", "wrong: " + InterruptedExecutions.DISOWNED));
        assertThat(InterruptedExecutions.is(execution)).isFalse();
    }

    @Test
    void counts_of_a_part_are_those_of_its_last_commit() {
        StepExecution part = step("cut:a", BatchStatus.STARTED);
        part.setReadCount(1);
        part.setWriteCount(2);
        part.setFilterCount(3);
        part.setReadSkipCount(4);
        part.setProcessSkipCount(5);
        part.setWriteSkipCount(6);
        PartitionCounts.keep(part);
        ExecutionContext kept = new ExecutionContext(part.getExecutionContext());
        part.setReadCount(10);
        part.setWriteCount(20);
        part.setFilterCount(30);
        part.setReadSkipCount(40);
        part.setProcessSkipCount(50);
        part.setWriteSkipCount(60);
        PartitionCounts.restore(part);
        assertThat(counts(part)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        StepExecution next = step("cut:a", BatchStatus.STARTED);
        next.setExecutionContext(kept);
        next.setReadCount(10);
        PartitionCounts.restore(next);
        assertThat(counts(next)).as("another's").containsOnly(0L);
    }

    private static List<Long> counts(StepExecution part) {
        return List.of(
                part.getReadCount(),
                part.getWriteCount(),
                part.getFilterCount(),
                part.getReadSkipCount(),
                part.getProcessSkipCount(),
                part.getWriteSkipCount());
    }

    @Test
    void the_name_of_a_part_begins_with_that_of_its_step() {
        assertThat(PartitionWorker.stepName("cut:a")).isEqualTo("cut");
        assertThat(PartitionWorker.stepName(":a")).isEmpty();
        assertThat(PartitionWorker.stepName("cut")).isEqualTo("cut");
    }
}
