/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.Optional;

/**
 * What a program cannot go on with, as run-time systems, kernels and databases say it. One such line is enough: it is written when it
 * has happened, not when it may.
 */
public enum FatalSign {
    /** There was no memory left, or the kernel took it back by killing. */
    OUT_OF_MEMORY,
    /** There was no room left on a disk, or none that it may use. */
    DISK_FULL,
    /** The program ended by its own fault. */
    CRASHED;

    /** What a line says; empty for what is no such thing, or says the contrary. */
    public static Optional<FatalSign> of(LogEntry line) {
        return line.level() != LogLevel.DEBUG && FatalPhrase.mayBeIn(line.message())
                ? new FatalWords(LogTokens.of(line.message())).sign(line.level())
                : Optional.empty();
    }

    /** What the lines of a template say. */
    public static Optional<FatalSign> of(LogTemplate template) {
        return template.level() != LogLevel.DEBUG && FatalPhrase.mayBeIn(template.text())
                ? new FatalWords(template.tokens()).sign(template.level())
                : Optional.empty();
    }
}
