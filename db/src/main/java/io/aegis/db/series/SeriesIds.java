/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.cache.LruMap;
import io.aegis.monitoring.Series;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of series that were stored lately, so that they need not be looked up by their hashes for every batch. They are right until a
 * series is removed. Bounded. Thread-safe.
 */
final class SeriesIds {

    /** Most series: some 60 bytes each beside the series, which others hold too. */
    static final int MOST = 120_000;

    private final Map<Series, Long> ids = new LruMap<>(MOST);
    private Optional<SeriesRemovals.Epoch> learned = Optional.empty();

    /** Those of some series that are known and right now. */
    synchronized Map<Series, Long> of(Collection<Series> series, SeriesRemovals.Epoch now) {
        Map<Series, Long> known = new HashMap<>();
        if (learned.equals(Optional.of(now))) {
            for (Series each : series) {
                Long id = ids.get(each);
                if (id != null) {
                    known.put(each, id);
                }
            }
        }
        return known;
    }

    /** Remembers ids that were right then; what was right at another time is forgotten. */
    synchronized void learn(Map<Series, Long> found, SeriesRemovals.Epoch then) {
        if (!learned.equals(Optional.of(then))) {
            ids.clear();
            learned = Optional.of(then);
        }
        ids.putAll(found);
    }

    synchronized void forget() {
        ids.clear();
    }
}
