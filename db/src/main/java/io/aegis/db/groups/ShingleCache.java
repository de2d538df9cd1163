/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.InList;
import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.grouping.Shingles;
import io.aegis.grouping.WordRuns;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The shingles of texts that others are compared with, without what is common to different ones: the last used stay in memory. Not thread-safe. */
final class ShingleCache {

    /** Shingles that are kept, of 4 bytes each. */
    private static final int MOST = 4_000_000;

    private static final String TEXTS = "SELECT id, clean_content FROM feedback WHERE id IN (" + InList.MARKS + ")";

    private final Map<UUID, Shingles> cached = new LinkedHashMap<>(1024, 0.75f, true);
    private long size;

    /** The shingles of rows; those that are gone are missing. */
    Map<UUID, Shingles> of(DbExecute execute, Collection<UUID> ids) {
        Map<UUID, Shingles> found = HashMap.newHashMap(ids.size());
        List<UUID> unknown = new ArrayList<>();
        Map<UUID, WordRuns> read = new HashMap<>();
        for (UUID id : ids) {
            Shingles known = cached.get(id);
            if (known == null) {
                unknown.add(id);
            } else {
                found.put(id, known);
            }
        }
        InList.each(
                unknown,
                block -> execute.createNamedQuery("texts-of-candidates", TEXTS)
                        .params(InList.filled(block))
                        .execute()
                        .forEach(row -> read.put(
                                row.column("id").get(UUID.class),
                                WordRuns.of(row.column("clean_content").get(String.class)))));
        Set<Long> common = read.isEmpty() ? Set.of() : LearnedRuns.known(execute, read.values());
        read.forEach((id, runs) -> {
            Shingles shingles = Shingles.of(runs.without(common));
            found.put(id, shingles);
            keep(id, shingles);
        });
        return found;
    }

    /** Forgets all, as something else is common now. */
    void clear() {
        cached.clear();
        size = 0;
    }

    private void keep(UUID id, Shingles shingles) {
        size += shingles.size();
        cached.put(id, shingles);
        Iterator<Shingles> oldest = cached.values().iterator();
        while (size > MOST && oldest.hasNext()) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }
}
