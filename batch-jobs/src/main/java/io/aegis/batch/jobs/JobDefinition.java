/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.job.Job;

/**
 * A job as the control of jobs knows it. A job takes part by a bean of this type in its own package's configuration.
 *
 * <p>An execution that is to stop is told so by {@code StepExecution.isTerminateOnly()}, which chunks check by
 * themselves; a tasklet that works for long has to look at it, or be a {@code StoppableTasklet}.
 *
 * @param job Spring Batch's; its name is the job's
 * @param description for operators, one sentence
 * @param parameters that launches may give; others are refused
 * @param repeatable whether each launch is new work: it then gets an identifying parameter {@value #RUN}. Otherwise a
 *     launch with the identifying parameters of an earlier one restarts it when it failed, and is refused when it completed
 * @param atMost instances that run at once, over all processes; further requests wait, launches are refused
 * @param atMostHere the same, of each process
 * @param resumed whether an execution that its process's end cut short is restarted, from its last chunk, by whoever
 *     notices
 * @param schedule when it runs by itself
 */
public record JobDefinition(
        Job job,
        String description,
        List<Parameter> parameters,
        boolean repeatable,
        int atMost,
        int atMostHere,
        boolean resumed,
        Optional<DefaultSchedule> schedule) {

    /** The parameter that tells launches of a repeatable job apart. */
    public static final String RUN = "run";

    /** Most instances of a job at once. */
    public static final int MOST = 64;

    /** Copies the parameters, and checks what can be checked. */
    public JobDefinition {
        parameters = List.copyOf(parameters);
        if (atMost < 1 || atMost > MOST || atMostHere < 1) {
            throw new IllegalArgumentException("a job runs 1 to " + MOST + " times at once");
        }
        if (parameters.stream().map(Parameter::name).distinct().count() < parameters.size()) {
            throw new IllegalArgumentException(job.getName() + " has two parameters of one name");
        }
    }

    /** A job without parameters that runs once at a time, is launched anew each time, and is not resumed. */
    public static JobDefinition repeatable(Job job, String description) {
        return new JobDefinition(job, description, List.of(), true, 1, MOST, false, Optional.empty());
    }

    /** A job whose identifying parameters say what it works on: done once for each. It is resumed. */
    public static JobDefinition once(Job job, String description, Parameter... parameters) {
        return new JobDefinition(job, description, List.of(parameters), false, 1, MOST, true, Optional.empty());
    }

    /** The same with these parameters. */
    public JobDefinition taking(Parameter... taken) {
        return new JobDefinition(job, description, List.of(taken), repeatable, atMost, atMostHere, resumed, schedule);
    }

    /** The same, running so many instances at once. */
    public JobDefinition atMost(int instances) {
        return new JobDefinition(job, description, parameters, repeatable, instances, atMostHere, resumed, schedule);
    }

    /** The same, running so many instances at once in each process. */
    public JobDefinition atMostHere(int instances) {
        return new JobDefinition(job, description, parameters, repeatable, atMost, instances, resumed, schedule);
    }

    /** The same, restarted or not when its process ends before it does. */
    public JobDefinition resumed(boolean wanted) {
        return new JobDefinition(job, description, parameters, repeatable, atMost, atMostHere, wanted, schedule);
    }

    /** The same with a schedule. */
    public JobDefinition scheduled(DefaultSchedule wanted) {
        return new JobDefinition(
                job, description, parameters, repeatable, atMost, atMostHere, resumed, Optional.of(wanted));
    }

    /** The job's name. */
    public String name() {
        return job.getName();
    }
}
