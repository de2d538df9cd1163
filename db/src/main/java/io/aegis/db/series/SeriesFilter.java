/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.MetricType;
import java.time.Instant;
import java.util.Optional;

/**
 * Which series a list shows; what is empty does not matter.
 *
 * @param type what they measure
 * @param text within their labels, names or values, whatever its case; up to {@value #MAX_TEXT} characters
 * @param anomalousSince those that had an anomalous sample at this time or later
 */
public record SeriesFilter(Optional<MetricType> type, Optional<String> text, Optional<Instant> anomalousSince) {

    /** Most characters of the text. */
    public static final int MAX_TEXT = 200;
}
