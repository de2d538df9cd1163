/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** Checks what a launch gives, before anything is launched. */
public final class LaunchParameters {

    private static final int LONGEST_NAME_SHOWN = 60;

    private LaunchParameters() {}

    /**
     * The parameters of a launch, as Spring Batch takes them.
     *
     * @param given by name: texts, whole numbers, truth values
     * @param run names this launch; only a repeatable job gets it
     * @throws WrongParametersException with everything that is wrong
     */
    public static JobParameters of(JobDefinition definition, Map<String, Object> given, String run)
            throws WrongParametersException {
        Map<String, String> errors = new TreeMap<>();
        Map<String, Object> left = new TreeMap<>(given);
        JobParametersBuilder parameters = new JobParametersBuilder();
        for (Parameter parameter : definition.parameters()) {
            Object value = left.remove(parameter.name());
            try {
                add(parameters, parameter, value);
            } catch (IllegalArgumentException e) {
                errors.put(parameter.name(), String.valueOf(e.getMessage()));
            }
        }
        left.keySet().forEach(name -> errors.put(shortened(name), "is not a parameter of " + definition.name()));
        if (!errors.isEmpty()) {
            throw new WrongParametersException(errors);
        }
        if (definition.repeatable()) {
            parameters.addString(JobDefinition.RUN, run);
        }
        return parameters.toJobParameters();
    }

    private static void add(JobParametersBuilder parameters, Parameter parameter, @Nullable Object value) {
        Object given = value == null ? parameter.otherwise().orElse(null) : value;
        if (given == null) {
            if (parameter.required()) {
                throw new IllegalArgumentException(
                        "is required: " + parameter.type().allowed());
            }
            return;
        }
        switch (parameter.type().check(given)) {
            case Long number -> parameters.addLong(parameter.name(), number, parameter.identifying());
            case Object text -> parameters.addString(parameter.name(), text.toString(), parameter.identifying());
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME_SHOWN ? name : name.substring(0, LONGEST_NAME_SHOWN) + "...";
    }
}
