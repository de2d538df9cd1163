/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import io.aegis.db.predictions.PredictionLabel;
import java.time.Instant;
import java.util.Optional;

/**
 * What else decides whether somebody has to look at a series.
 *
 * @param maintenanceUntil until when it is worked on
 * @param silentSince the time of its last sample, where its service sends none any more
 * @param acknowledged what an operator said of the alert that goes on
 * @param suppressed whether what goes on began in that work, so that it is no alert as long as that lasts
 */
record SeriesStatus(
        Optional<Instant> maintenanceUntil,
        Optional<Instant> silentSince,
        Optional<PredictionLabel> acknowledged,
        boolean suppressed) {

    /** Nothing. */
    static final SeriesStatus ORDINARY = new SeriesStatus(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** How much somebody is needed: the less, the more. */
    int need(boolean alerting) {
        if (maintenanceUntil.isPresent() || acknowledged.isPresent()) {
            return alerting ? 2 : 3;
        }
        return alerting ? 0 : silentSince.isPresent() ? 1 : 3;
    }
}
