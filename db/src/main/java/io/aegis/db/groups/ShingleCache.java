/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.InList;
import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.grouping.Shingles;
import io.aegis.grouping.WordRuns;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/** The shingles of texts that others are compared with, without what is common to different ones: the last used stay in memory. Not thread-safe. */
final class ShingleCache {

    /** What is kept, in words of 4 bytes: shingles have one each, runs two. */
    private static final int MOST = 4_000_000;

    private static final String TEXTS = "SELECT id, clean_content FROM feedback WHERE id IN (" + InList.MARKS + ")";

    private final Map<UUID, Cached> cached = new LinkedHashMap<>(1024, 0.75f, true);
    private long size;

    /** A text: its shingles as it is compared, and the runs of all of it. */
    private static final class Cached {
        private final Shingles shingles;
        private final long[] runs;

        Cached(Shingles shingles, WordRuns runs) {
            this.shingles = shingles;
            LongStream.Builder all = LongStream.builder();
            runs.forEachRun(all);
            this.runs = all.build().toArray();
        }

        int size() {
            return shingles.size() + 2 * runs.length;
        }

        boolean hasAny(Set<Long> some) {
            return Arrays.stream(runs).anyMatch(some::contains);
        }
    }

    /** The shingles of rows; those that are gone are missing. */
    Map<UUID, Shingles> of(DbExecute execute, Collection<UUID> ids) {
        Map<UUID, Shingles> found = HashMap.newHashMap(ids.size());
        List<UUID> unknown = new ArrayList<>();
        Map<UUID, WordRuns> read = new HashMap<>();
        for (UUID id : ids) {
            Cached known = cached.get(id);
            if (known == null) {
                unknown.add(id);
            } else {
                found.put(id, known.shingles);
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
            keep(id, new Cached(shingles, runs));
        });
        return found;
    }

    /** Forgets the texts that have some runs, as these are common now. */
    void forget(Set<Long> learned) {
        if (learned.isEmpty()) {
            return;
        }
        cached.values().removeIf(text -> {
            boolean has = text.hasAny(learned);
            size -= has ? text.size() : 0;
            return has;
        });
    }

    private void keep(UUID id, Cached text) {
        size += text.size();
        cached.put(id, text);
        Iterator<Cached> oldest = cached.values().iterator();
        while (size > MOST && oldest.hasNext()) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }
}
