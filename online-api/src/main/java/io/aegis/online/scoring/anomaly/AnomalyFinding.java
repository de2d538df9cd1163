/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.policy.PolicyDecision;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What was found in a request.
 *
 * @param id of the prediction
 * @param at when
 * @param series the loudest first; never empty
 * @param combinations what trained models say of services; empty without one
 * @param threshold from which a score is an anomaly
 * @param anomaly whether there is one that was not told before
 * @param severity the highest of any series
 * @param confidence in the verdict, 0 to 1
 * @param decision the action and what the policy said of it
 */
public record AnomalyFinding(
        UUID id,
        Instant at,
        List<SeriesFinding> series,
        List<Combination> combinations,
        double threshold,
        boolean anomaly,
        Severity severity,
        double confidence,
        PolicyDecision decision) {

    /** The alert score: the highest of any series. */
    public double score() {
        return series.stream().mapToDouble(SeriesFinding::score).max().orElse(0);
    }

    /** What decides whether somebody is told: the loudest series that alerts, else the loudest. */
    public SeriesFinding telling() {
        return series.stream().filter(SeriesFinding::alert).findFirst().orElse(series.getFirst());
    }

    /** Whether a series alerts. */
    public boolean alert() {
        return telling().alert();
    }

    /** Whether an alert begins, or grows much stronger. */
    public boolean news() {
        return series.stream().anyMatch(each -> each.decision().begins());
    }

    /** Whether a sample was sent that was not judged before, by this process or another. */
    public boolean fresh() {
        return series.stream()
                .flatMap(each -> each.verdicts().verdicts().stream())
                .anyMatch(verdict -> verdict.standing() != SampleOrder.DUPLICATE);
    }

    /** What is anomalous now, the loudest first. */
    public List<MetricType> affected() {
        return series.stream()
                .filter(each -> each.anomaly() || each.ongoing() || each.alert())
                .map(each -> each.series().type())
                .distinct()
                .toList();
    }

    /** Who spoke, the one who decided first. */
    public List<String> models() {
        return Stream.concat(
                        series.stream().map(SeriesFinding::model),
                        combinations.stream().map(Combination::model))
                .distinct()
                .toList();
    }
}
