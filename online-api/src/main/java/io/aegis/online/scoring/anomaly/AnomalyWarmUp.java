/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.online.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Judges made-up samples before the first real ones come, which would else take a hundred times as long as later ones. Nothing of
 * it is anomalous, so nobody is asked for an action.
 */
public final class AnomalyWarmUp {

    private static final int ROUNDS = 400;
    private static final Series SERIES = Series.of(MetricType.REQUEST_RATE, Map.of("service", "aegis-warm-up"));

    private AnomalyWarmUp() {}

    /**
     * Runs it.
     *
     * @param scoring that stores nothing
     */
    public static void run(AnomalyScoring scoring) throws InterruptedException {
        for (int minute = 0; minute < ROUNDS; minute++) {
            Measurement sample = new Measurement(Instant.EPOCH.plusSeconds(60L * minute), 100);
            AnomalyFinding finding = scoring.score(Map.of(SERIES, List.of(sample)), OptionalInt.empty());
            AnomalyScoring.prediction(finding);
            Response.ok(AnomalyJson.answer(finding, true));
        }
    }
}
