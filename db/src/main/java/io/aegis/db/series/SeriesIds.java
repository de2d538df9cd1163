/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.cache.LruMap;
import io.aegis.monitoring.Series;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The ids of series that were stored lately, so that they need not be looked up by their hashes for every batch. A series can be
 * removed at any time: what is wrong is noticed by the one who uses it. Bounded. Thread-safe.
 */
final class SeriesIds {

    /** Most series: some 60 bytes each beside the series, which others hold too. */
    static final int MOST = 120_000;

    private final Map<Series, Long> ids = new LruMap<>(MOST);

    /** Those of some series that are known. */
    synchronized Map<Series, Long> of(Collection<Series> series) {
        Map<Series, Long> known = new HashMap<>();
        for (Series each : series) {
            Long id = ids.get(each);
            if (id != null) {
                known.put(each, id);
            }
        }
        return known;
    }

    synchronized void learn(Map<Series, Long> found) {
        ids.putAll(found);
    }

    synchronized void forget() {
        ids.clear();
    }
}
