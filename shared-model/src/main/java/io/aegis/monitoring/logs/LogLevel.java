/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.Arrays;
import java.util.Optional;

/** How grave the program that logged a line thought it, least first. */
public enum LogLevel {
    DEBUG("debug"),
    INFO("info"),
    WARN("warn"),
    ERROR("error");

    private final String label;

    LogLevel(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code warn}. */
    public String label() {
        return label;
    }

    /** The level of that name on the wire; empty when there is none. */
    public static Optional<LogLevel> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(level -> level.label.equals(label))
                .findFirst();
    }
}
