/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.storage.IdRange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.StepExecution;

class HighWaterMarkTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final List<StepExecution> executions = new ArrayList<>();
    private final HighWaterMark mark =
            new HighWaterMark(new Executions(), "a-model", Clock.fixed(NOON, ZoneOffset.UTC));

    /** One execution for each instance, the newest instance first. */
    private final class Executions extends ResourcelessJobRepository {

        @Override
        public List<JobInstance> getJobInstances(String name, int start, int count) {
            return executions.reversed().stream()
                    .map(each -> each.getJobExecution().getJobInstance())
                    .limit(count)
                    .toList();
        }

        @Override
        public @Nullable StepExecution getLastStepExecution(JobInstance instance, String step) {
            return executions.stream()
                    .filter(each -> each.getJobExecution().getJobInstance().equals(instance))
                    .findFirst()
                    .orElse(null);
        }
    }

    private StepExecution execution() {
        long number = executions.size() + 1L;
        JobInstance instance = new JobInstance(number, "a-job");
        StepExecution execution =
                new StepExecution(number, "a-step", new JobExecution(number, instance, new JobParameters()));
        executions.add(execution);
        return execution;
    }

    private static Optional<UUID> idOf(Instant time) {
        return Optional.of(new UUID(time.toEpochMilli() << 16 | 0x7123, Long.MIN_VALUE | 5));
    }

    private UUID run(BatchStatus status, boolean done) {
        return run(status, done, idOf(NOON.plusSeconds(5)));
    }

    private UUID run(BatchStatus status, boolean done, Optional<UUID> newest) {
        StepExecution execution = execution();
        UUID from = mark.of(execution);
        execution.setStatus(status);
        assertThat(Objects.requireNonNull(mark.moving(() -> done, () -> newest)).afterStep(execution))
                .isEqualTo(execution.getExitStatus());
        return from;
    }

    @Test
    void it_is_handed_on_and_moves_to_an_hour_ago_when_an_execution_left_nothing() {
        assertThat(run(BatchStatus.FAILED, true)).isEqualTo(IdRange.FIRST);
        assertThat(run(BatchStatus.COMPLETED, false)).isEqualTo(IdRange.FIRST);
        assertThat(run(BatchStatus.COMPLETED, true)).isEqualTo(IdRange.FIRST);

        UUID moved = run(BatchStatus.STOPPED, false);

        assertThat(moved.version()).isEqualTo(7);
        assertThat(Instant.ofEpochMilli(moved.getMostSignificantBits() >>> 16)).isEqualTo(NOON.minusSeconds(3600));
        assertThat(run(BatchStatus.COMPLETED, true)).isEqualTo(moved);
    }

    @Test
    void without_rows_it_stays_and_it_is_never_far_ahead_of_the_rows() {
        run(BatchStatus.COMPLETED, true, Optional.empty());
        assertThat(run(BatchStatus.COMPLETED, true, idOf(NOON.minusSeconds(86_400))))
                .isEqualTo(IdRange.FIRST);

        assertThat(Instant.ofEpochMilli(run(BatchStatus.STOPPED, false).getMostSignificantBits() >>> 16))
                .isEqualTo(NOON.minusSeconds(90_000));
    }

    @Test
    void what_is_done_anew_and_one_that_was_killed_when_it_began_have_no_mark() {
        run(BatchStatus.COMPLETED, true);
        execution();

        assertThat(mark.of(execution())).isNotEqualTo(IdRange.FIRST);
        assertThat(new HighWaterMark(new Executions(), "another", Clock.systemUTC()).of(execution()))
                .isEqualTo(IdRange.FIRST);
    }

    @Test
    void an_execution_that_goes_on_begins_where_it_began() {
        run(BatchStatus.COMPLETED, true);
        StepExecution again = execution();
        UUID from = mark.of(again);
        executions.subList(0, executions.size() - 1).clear();

        assertThat(mark.of(again)).isEqualTo(from);
    }
}
