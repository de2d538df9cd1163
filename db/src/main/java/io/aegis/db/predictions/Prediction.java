/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An answer that was given on samples or logs.
 *
 * @param id a UUIDv7
 * @param kind what was looked for
 * @param createdAt when it was given
 * @param detected whether something was found
 * @param score of the anomaly, or the confidence of the failure; 0 to 1
 * @param confidence in the verdict, 0 to 1
 * @param severity of what was found
 * @param failureType what kind of failure; empty for anomalies and where there was none
 * @param actions that were recommended, the first first
 * @param models that spoke, such as {@code series-detector v1}
 * @param policy what it said of what was proposed
 * @param details a JSON object for people and for training, up to {@value #MAX_DETAILS} characters
 */
public record Prediction(
        UUID id,
        PredictionKind kind,
        Instant createdAt,
        boolean detected,
        double score,
        double confidence,
        Severity severity,
        Optional<FailureType> failureType,
        List<RemediationAction> actions,
        List<String> models,
        PolicyOutcome policy,
        String details) {

    /** Most characters of the details. */
    public static final int MAX_DETAILS = 16_384;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when the details are too long
     */
    public Prediction {
        actions = List.copyOf(actions);
        models = List.copyOf(models);
        if (details.length() > MAX_DETAILS) {
            throw new IllegalArgumentException("details have at most " + MAX_DETAILS + " characters");
        }
    }
}
