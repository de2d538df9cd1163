/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import java.util.List;
import java.util.OptionalInt;

/**
 * Samples of one series that are to be stored.
 *
 * @param series theirs
 * @param warmup samples of its warm-up, when it was first sent with one; counts only for a series that is new
 * @param samples in any order
 */
public record SeriesBatch(Series series, OptionalInt warmup, List<Measurement> samples) {

    /** Copies the samples. */
    public SeriesBatch {
        samples = List.copyOf(samples);
    }
}
