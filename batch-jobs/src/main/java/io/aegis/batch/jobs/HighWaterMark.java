/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import io.aegis.storage.IdRange;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * High-water mark of a step: the id before which it has dealt with all rows, handed on from one execution of a job to the next
 * in Spring Batch's execution contexts: to look through a million rows each minute for the few that wait would cost seconds.
 *
 * @param repository holds the executions before
 * @param what is done with rows: what is done anew, as by another model, has a mark of its own
 * @param clock the time now
 */
public record HighWaterMark(JobRepository repository, String what, Clock clock) {

    private static final String KEY = "done-before-";

    /** Executions that are looked at: one that was killed when it began has no mark. */
    private static final int MOST_INSTANCES = 20;

    /** Rows may be stored later than their ids were made, by the clocks of several machines. */
    private static final Duration BELATED = Duration.ofHours(1);

    /** The mark for an execution, which is kept with it; {@link IdRange#FIRST} when there never was one. */
    public UUID of(StepExecution execution) {
        UUID mark = marks(execution).findFirst().orElse(IdRange.FIRST);
        execution.getExecutionContext().putString(key(), mark.toString());
        return mark;
    }

    private Stream<UUID> marks(StepExecution execution) {
        String step = execution.getStepName();
        Stream<ExecutionContext> before =
                repository
                        .getJobInstances(
                                execution.getJobExecution().getJobInstance().getJobName(), 0, MOST_INSTANCES)
                        .stream()
                        .map(instance -> Optional.ofNullable(last(instance, step)))
                        .flatMap(Optional::stream)
                        .map(StepExecution::getExecutionContext);
        return Stream.concat(Stream.of(execution.getExecutionContext()), before)
                .filter(context -> context.containsKey(key()))
                .map(context -> UUID.fromString(Objects.requireNonNull(context.getString(key()))));
    }

    private @Nullable StepExecution last(JobInstance instance, String step) {
        return repository.getLastStepExecution(instance, step);
    }

    /**
     * Moves the mark when an execution completes.
     *
     * @param done whether it left nothing
     * @param newest the newest row when it began
     */
    public StepExecutionListener moving(BooleanSupplier done, Supplier<Optional<UUID>> newest) {
        long begun = clock.millis();
        return new StepExecutionListener() {
            @Override
            public ExitStatus afterStep(StepExecution ended) {
                if (ended.getStatus() == BatchStatus.COMPLETED && done.getAsBoolean()) {
                    newest.get()
                            .ifPresent(id -> ended.getExecutionContext()
                                    .putString(key(), shortlyBefore(id, begun).toString()));
                }
                return ended.getExitStatus();
            }
        };
    }

    private String key() {
        return KEY + what;
    }

    /** The least UUIDv7 of an hour before another one's time, or before now when that is earlier. */
    private static UUID shortlyBefore(UUID id, long now) {
        long millis = Math.min(now, id.getMostSignificantBits() >>> 16) - BELATED.toMillis();
        return new UUID(Math.max(0, millis) << 16 | 0x7000, Long.MIN_VALUE);
    }
}
