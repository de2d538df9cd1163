/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SampleReader;
import io.aegis.db.series.StoredSeries;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cache, for the length of a request, of which series are stored; looked up for many at once. Not thread-safe. */
final class SeriesLookupCache {

    private final SampleReader history;
    private final Map<Series, Optional<StoredSeries>> answers = new HashMap<>();

    SeriesLookupCache(SampleReader history) {
        this.history = history;
    }

    /** Asks for many at once. */
    void prepare(Collection<Series> series, Deadline deadline) throws DatabaseUnavailableException {
        Map<Series, StoredSeries> found = history.find(series, deadline);
        series.forEach(each -> answers.put(each, Optional.ofNullable(found.get(each))));
    }

    /** The same, of what was asked before: nothing is asked. */
    Optional<StoredSeries> known(Series series) {
        return answers.getOrDefault(series, Optional.empty());
    }

    /** What is stored of a series; empty when it is not. */
    Optional<StoredSeries> of(Series series, Deadline deadline) throws DatabaseUnavailableException {
        Optional<StoredSeries> known = answers.get(series);
        if (known == null) {
            prepare(List.of(series), deadline);
            known = answers.getOrDefault(series, Optional.empty());
        }
        return known;
    }
}
