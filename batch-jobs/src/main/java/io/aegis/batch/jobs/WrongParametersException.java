/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A launch whose parameters the job does not take. */
public final class WrongParametersException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> errors;

    /** @param errors what is wrong, by the parameter's name */
    public WrongParametersException(Map<String, String> errors) {
        super(new TreeMap<>(errors)
                .entrySet().stream()
                        .map(error -> error.getKey() + " " + error.getValue())
                        .collect(Collectors.joining("; ")));
        this.errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    /** What is wrong, by the parameter's name. */
    public Map<String, String> errors() {
        return errors;
    }
}
