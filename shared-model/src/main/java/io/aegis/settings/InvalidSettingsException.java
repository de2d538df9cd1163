/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings with which a process refuses to start. The message lists every one of them, without any secret. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** One line for each refusal. */
    private final List<String> errors;

    /** Refuses for these reasons, each naming a setting, what is wrong with it and what is allowed. */
    public InvalidSettingsException(List<String> errors) {
        super("wrong settings:\n  " + String.join("\n  ", errors) + summary(errors));
        this.errors = List.copyOf(errors);
    }

    /** How many they are and their names, last: of a long list the end is what stays on a screen. */
    private static String summary(List<String> errors) {
        if (errors.size() < 2) {
            return "";
        }
        String names = errors.stream()
                .map(NAME::matcher)
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .distinct()
                .collect(Collectors.joining(", "));
        return "\n" + errors.size() + " settings are wrong: " + names;
    }

    /** The reasons, one for each setting. */
    public List<String> errors() {
        return errors;
    }
}
