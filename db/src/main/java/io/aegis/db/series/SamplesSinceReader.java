/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;

/** Reads what was stored of many series since a moment of each. Thread-safe. */
@FunctionalInterface
public interface SamplesSinceReader {

    /**
     * Reads on, for each series from its mark.
     *
     * @throws DatabaseUnavailableException when they cannot be read in time
     */
    SamplesSince.Stored read(List<SamplesSince.Mark> marks, Deadline deadline) throws DatabaseUnavailableException;
}
