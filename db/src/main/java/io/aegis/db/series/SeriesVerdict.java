/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import java.time.Instant;
import java.util.Optional;

/**
 * What was said last of a series.
 *
 * @param series which
 * @param sample its newest
 * @param score the alert score of that one, 0 to 1
 * @param rawScore its score without the debounce, 0 to 1
 * @param anomalousAt time of the newest sample that was anomalous; empty when none was
 * @param alertSince since when the newest sample alerts; empty when it does not
 */
public record SeriesVerdict(
        Series series,
        Measurement sample,
        double score,
        double rawScore,
        Optional<Instant> anomalousAt,
        Optional<Instant> alertSince) {

    /** What two verdicts on the same series say together: the newer sample, and the newer anomaly. */
    public SeriesVerdict and(SeriesVerdict other) {
        SeriesVerdict newer = Measurement.IN_TIME.compare(other.sample, sample) >= 0 ? other : this;
        boolean later = anomalousAt.isEmpty()
                || other.anomalousAt.filter(anomalousAt.get()::isBefore).isPresent();
        return new SeriesVerdict(
                series,
                newer.sample,
                newer.score,
                newer.rawScore,
                later ? other.anomalousAt : anomalousAt,
                newer.alertSince);
    }
}
