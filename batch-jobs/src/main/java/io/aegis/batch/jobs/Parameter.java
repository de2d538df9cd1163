/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.Optional;

/**
 * A parameter that a job takes.
 *
 * @param name as launches give it, and as the job finds it among its Spring Batch parameters
 * @param type what it may be
 * @param required whether a launch without it is refused
 * @param otherwise what a launch without it means; checked like a given one
 * @param identifying whether it makes the instance: with the same identifying parameters it is the same piece of work
 * @param description for operators
 */
public record Parameter(
        String name,
        ParameterType type,
        boolean required,
        Optional<Object> otherwise,
        boolean identifying,
        String description) {

    /** Checks the default. */
    public Parameter {
        if (name.equals(JobDefinition.RUN)) {
            throw new IllegalArgumentException("'" + name + "' is taken");
        }
        otherwise.ifPresent(type::check);
    }

    /** One that has to be given, and makes the instance. */
    public static Parameter required(String name, ParameterType type, String description) {
        return new Parameter(name, type, true, Optional.empty(), true, description);
    }

    /** One that may be left out, and does not make the instance. */
    public static Parameter optional(String name, ParameterType type, String description) {
        return new Parameter(name, type, false, Optional.empty(), false, description);
    }

    /** The same with a value for launches that leave it out. */
    public Parameter or(Object value) {
        return new Parameter(name, type, required, Optional.of(value), identifying, description);
    }
}
