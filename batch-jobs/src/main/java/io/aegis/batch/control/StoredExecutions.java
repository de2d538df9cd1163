/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.EmptyResultDataAccessException;

/** Looks up executions that may be gone: the job repository says so by an exception of its database. */
final class StoredExecutions {

    private StoredExecutions() {}

    /** A job execution; empty when there is none. */
    static Optional<JobExecution> job(JobRepository repository, long id) {
        return find(repository::getJobExecution, id);
    }

    /** A step execution; empty when there is none. */
    static Optional<StepExecution> step(JobRepository repository, long id) {
        return find(repository::getStepExecution, id);
    }

    private static <T> Optional<T> find(LongFunction<@Nullable T> finder, long id) {
        try {
            return Optional.ofNullable(finder.apply(id));
        } catch (EmptyResultDataAccessException e) {
            return Optional.empty();
        }
    }
}
