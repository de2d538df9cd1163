/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import java.time.Instant;
import java.util.List;

/**
 * A metric of a resource.
 *
 * @param name of it
 * @param unit in the notation of UCUM
 * @param kind what its points are
 * @param points of it
 */
record OtlpMetric(String name, String unit, Kind kind, List<OtlpPoint> points) {

    /** What points say. */
    enum Kind {
        /** How things stand. */
        GAUGE,
        /** What was counted since the process started. */
        CUMULATIVE,
        /** What was counted since the point before. */
        DELTA
    }

    /** Without points that are later. */
    OtlpMetric until(Instant latest) {
        return new OtlpMetric(
                name,
                unit,
                kind,
                points.stream().filter(point -> !point.time().isAfter(latest)).toList());
    }

    /** Whether its points are histograms. */
    boolean histogram() {
        return !points.isEmpty() && !(points.getFirst().counts() instanceof PointCounts.Scalar);
    }
}
