/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Samples to be judged.
 *
 * @param samples by series, each in the order in which they were sent
 * @param warmup samples of the warm-up of those series that are new
 * @param points whether every sample is wanted in the answer
 */
record AnomalyRequest(Map<Series, List<Measurement>> samples, OptionalInt warmup, boolean points) {

    /** How many samples there are. */
    int count() {
        return samples.values().stream().mapToInt(List::size).sum();
    }
}
