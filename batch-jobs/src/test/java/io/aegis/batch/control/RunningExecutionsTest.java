/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.parameters.JobParameters;

class RunningExecutionsTest {

    private static final InstanceKey KEY = new InstanceKey("job", "key");

    private final JobExecution execution = new JobExecution(7, new JobInstance(1, "job"), new JobParameters());
    private final RunningExecutions running = new RunningExecutions();

    private RunningInstance begun(BatchStatus status) {
        RunningInstance first = running.hold(KEY).orElseThrow();
        execution.setStatus(status);
        first.begins(new SimpleJob("job"), execution);
        return first;
    }

    @Test
    void what_nobody_holds_is_held_at_once() {
        assertThat(running.holdAfterEnd(KEY)).isPresent();
        assertThat(running.holdAfterEnd(KEY)).as("it has not begun").isEmpty();
    }

    @Test
    void what_runs_is_not_waited_for() {
        RunningInstance first = begun(BatchStatus.STARTED);
        assertThat(running.holdAfterEnd(KEY)).isEmpty();
        assertThat(running.find(KEY)).contains(first);
    }

    /** Who asks is told of an end before all is done that belongs to it: asking then is right, not too early. */
    @Test
    void what_has_ended_is_waited_for_until_it_is_forgotten() throws Exception {
        RunningInstance first = begun(BatchStatus.STOPPED);
        CompletableFuture<Optional<RunningInstance>> next = new CompletableFuture<>();
        Thread asking = Thread.ofPlatform().start(() -> next.complete(running.holdAfterEnd(KEY)));
        while (asking.getState() != Thread.State.TIMED_WAITING && asking.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(next).as("it waits").isNotDone();
        running.forget(first);
        assertThat(next.get()).isPresent();
        assertThat(running.find(KEY)).isEqualTo(next.get()).isNotEqualTo(Optional.of(first));
    }
}
