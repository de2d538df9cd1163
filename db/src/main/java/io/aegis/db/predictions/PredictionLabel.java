/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an operator says of a prediction.
 *
 * @param predictionId which
 * @param correct whether it was right
 * @param failureType what it really was, when somebody knows
 * @param note up to {@value #MAX_NOTE} characters
 * @param labelledBy id of the operator's key
 * @param labelledAt when
 */
public record PredictionLabel(
        UUID predictionId,
        boolean correct,
        Optional<FailureType> failureType,
        Optional<String> note,
        String labelledBy,
        Instant labelledAt) {

    /** Most characters of a note. */
    public static final int MAX_NOTE = 2_000;
}
