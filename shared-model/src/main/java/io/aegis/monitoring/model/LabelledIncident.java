/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A failure of which somebody knows what it was.
 *
 * @param at when it was judged
 * @param type what it was
 * @param rules what the rules said of it
 * @param features what it looked like
 */
public record LabelledIncident(Instant at, FailureType type, Diagnosis rules, FailureFeatures features) {

    /** The day of it, in UTC. */
    public LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
