/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.failure.FailureVerdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A failure that was imported.
 *
 * @param service where it began
 * @param startedAt when
 * @param endedAt when it was over, if somebody knows
 * @param type what it was
 * @param typing what the rules say of it and what it looked like; empty when there was nothing to see
 * @param source where it comes from, for people
 */
public record Incident(
        String service,
        Instant startedAt,
        Optional<Instant> endedAt,
        FailureType type,
        Optional<FailureVerdict.Typing> typing,
        String source) {

    /** Most characters of the source. */
    public static final int MAX_SOURCE = 255;
}
