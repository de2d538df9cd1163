/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.util.Optional;

/**
 * Which predictions a list shows; what is empty does not matter.
 *
 * @param kind what was looked for
 * @param detected whether something was found
 * @param severity of what was found
 * @param failureType what kind of failure was found
 * @param said what operators say
 * @param series one whose part in an anomaly was told, among the loudest; of the newest
 *     {@value PredictionPages#MOST_SEARCHED} anomalies only
 * @param since made at this time or later
 * @param until made before this time
 */
public record PredictionFilter(
        Optional<PredictionKind> kind,
        Optional<Boolean> detected,
        Optional<Severity> severity,
        Optional<FailureType> failureType,
        Optional<Said> said,
        Optional<Series> series,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** What operators say of a prediction. */
    public enum Said {
        /** That it was right. */
        CORRECT,
        /** That it was wrong. */
        WRONG,
        /** Nothing. */
        NOTHING
    }

    /** The same, of anomalies in which this series had a part. */
    public PredictionFilter about(Series other) {
        return new PredictionFilter(kind, detected, severity, failureType, said, Optional.of(other), since, until);
    }
}
