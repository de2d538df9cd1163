/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads stored series and their samples: as much as a detector is warmed with. Thread-safe. */
public interface SampleReader {

    /**
     * Those of some series that are stored.
     *
     * @throws DatabaseUnavailableException when they cannot be read in time
     */
    Map<Series, StoredSeries> find(Collection<Series> series, Deadline deadline) throws DatabaseUnavailableException;

    /**
     * The newest samples of a series from before a moment, in order of time.
     *
     * @param seriesId {@link StoredSeries#id()}
     * @param most up to {@value SampleHistory#MAX_SAMPLES}; anything else counts as the nearest of these
     * @throws DatabaseUnavailableException when they cannot be read in time
     */
    List<Measurement> newestBefore(long seriesId, Instant before, int most, Deadline deadline)
            throws DatabaseUnavailableException;

    /**
     * The oldest samples of a series within a time, both ends included, in order of time.
     *
     * @param seriesId {@link StoredSeries#id()}
     * @param most up to {@value SampleHistory#MAX_SAMPLES}; anything else counts as the nearest of these
     * @throws DatabaseUnavailableException when they cannot be read in time
     */
    List<Measurement> between(long seriesId, Instant from, Instant to, int most, Deadline deadline)
            throws DatabaseUnavailableException;
}
