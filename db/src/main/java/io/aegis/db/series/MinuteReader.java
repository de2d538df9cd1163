/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.List;

/** Reads stored samples as means by the minute. Thread-safe. */
@FunctionalInterface
public interface MinuteReader {

    /**
     * Means of the minutes that have samples, in each series by time; of all series together {@value MinuteMeans#MAX_MINUTES} at the
     * most.
     *
     * @param series ids, 1 to {@value MinuteMeans#MAX_SERIES} of them
     * @param from the first moment
     * @param to what comes after the last
     * @throws DatabaseUnavailableException when they cannot be read in time
     */
    List<MinuteMeans.Mean> between(List<Long> series, Instant from, Instant to, Deadline deadline)
            throws DatabaseUnavailableException;
}
