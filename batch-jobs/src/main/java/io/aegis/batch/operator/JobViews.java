/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.aegis.db.jobs.ParameterRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The shapes of answers about jobs and executions. Absent values are null. */
@JsonInclude(JsonInclude.Include.ALWAYS)
final class JobViews {

    private JobViews() {}

    /**
     * Several things.
     *
     * @param items newest first, where they have a time
     * @param nextCursor for the next page; absent on the last
     */
    record Page<T>(List<T> items, Optional<String> nextCursor) {

        static <T> Page<T> of(List<T> items) {
            return new Page<>(items, Optional.empty());
        }
    }

    /** A job. */
    record JobView(
            String name,
            String description,
            List<ParameterView> parameters,
            boolean repeatable,
            boolean resumed,
            int maxRunning,
            long running,
            Optional<ExecutionView> lastExecution) {}

    /** A parameter that a job takes. */
    record ParameterView(
            String name,
            String type,
            boolean required,
            boolean identifying,
            String allowed,
            Optional<Object> defaultValue,
            String description) {}

    /**
     * An execution.
     *
     * @param status Spring Batch's word; {@code STOPPING} from the moment that an operator asked
     * @param process that runs it
     */
    record ExecutionView(
            long id,
            long instanceId,
            String job,
            String status,
            String exitCode,
            String exitDescription,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Instant> updatedAt,
            Optional<String> process,
            int recoveries) {}

    /**
     * An execution with all that is known of it.
     *
     * @param restartable whether a restart can be asked for
     * @param resumePoint where a restart would go on
     */
    record ExecutionDetail(
            ExecutionView execution,
            List<ParameterRow> parameters,
            List<StepView> steps,
            boolean restartable,
            Optional<ResumePoint> resumePoint) {}

    /** A step of an execution. */
    record StepView(
            long id,
            String name,
            String status,
            long read,
            long written,
            long filtered,
            long skipped,
            long commits,
            long rollbacks,
            String exitCode,
            String exitDescription,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt) {}

    /**
     * Where a restart would go on.
     *
     * @param step the first that is not complete
     * @param commits chunks of it that are committed and will not be done again
     * @param context what the step remembers of its place
     */
    record ResumePoint(
            String step, long commits, @JsonRawValue String context) {}

    /** A process that runs jobs. */
    record ProcessView(String owner, String host, long pid, Instant startedAt, Instant beatAt) {}
}
