/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.Series;
import java.time.Instant;
import java.util.OptionalDouble;

/** The past of metrics, by the minute. */
public interface MetricHistory {

    /** Nothing is known. */
    MetricHistory NONE = new MetricHistory() {
        @Override
        public double[] before(Series series, Instant start) {
            return new double[0];
        }

        @Override
        public OptionalDouble at(Series series, Instant minute) {
            return OptionalDouble.empty();
        }
    };

    /**
     * The means of the minutes before a moment that have samples, oldest first; of the newest {@value
     * MetricEvidence#LONG_HISTORY} at the most.
     */
    double[] before(Series series, Instant start);

    /** The same as it is judged by; of one who remembers it, the same object as long as it does not change. */
    default MetricPast past(Series series, Instant start) {
        return new MetricPast(before(series, start));
    }

    /** The mean of the minute that begins then. */
    OptionalDouble at(Series series, Instant minute);
}
