/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.Optional;
import java.util.Set;

/**
 * What the lines of one service say about a window, against the minutes before it.
 *
 * @param errors by how many standard deviations the most telling template of trouble exceeds what is usual; not negative
 * @param vanished by how many the most telling ordinary template falls short of its usual share; not negative
 * @param loudest the template that errors is about
 * @param missing the template that vanished is about
 * @param fatal what its lines say that few minutes before did, or far fewer lines
 */
public record LogEvidence(
        double errors,
        double vanished,
        Optional<LogTemplate> loudest,
        Optional<LogTemplate> missing,
        Set<FatalSign> fatal) {

    /** No evidence. */
    public static final LogEvidence NONE = new LogEvidence(0, 0, Optional.empty(), Optional.empty(), Set.of());

    private static final double VANISHED = 2;

    /** Copies the set. */
    public LogEvidence {
        fatal = Set.copyOf(fatal);
    }

    /** Both together. A callee that throws shows by what it no longer says. */
    public double strength() {
        return errors + VANISHED * vanished;
    }
}
