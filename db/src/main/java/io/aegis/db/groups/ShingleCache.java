/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.InList;
import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.grouping.TextFeatures;
import io.aegis.grouping.WordRuns;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What texts are compared by that others are compared with, without what is common to different ones: the last used stay in memory. Not thread-safe. */
final class ShingleCache {

    /** What is kept, in words of 4 bytes: shingles and words have one each, runs two. */
    private static final int MOST = 4_000_000;

    private static final String TEXTS = "SELECT id, clean_content FROM feedback WHERE id IN (" + InList.MARKS + ")";

    private final Map<UUID, Cached> cached = new LinkedHashMap<>(1024, 0.75f, true);
    private long size;

    /** A text: what it is compared by, and the runs of all of it. */
    private static final class Cached {
        private final TextFeatures compared;
        private final long[] runs;

        Cached(TextFeatures compared, WordRuns runs) {
            this.compared = compared;
            this.runs = runs.runs().stream().mapToLong(Long::longValue).toArray();
        }

        int size() {
            return compared.shingles().size() + compared.words().size() + 2 * runs.length;
        }

        boolean hasAny(Set<Long> some) {
            return Arrays.stream(runs).anyMatch(some::contains);
        }
    }

    /** What rows are compared by; those that are gone are missing. */
    Map<UUID, TextFeatures> of(DbExecute execute, Collection<UUID> ids) {
        Map<UUID, TextFeatures> found = HashMap.newHashMap(ids.size());
        List<UUID> unknown = new ArrayList<>();
        Map<UUID, WordRuns> read = new HashMap<>();
        for (UUID id : ids) {
            Cached known = cached.get(id);
            if (known == null) {
                unknown.add(id);
            } else {
                found.put(id, known.compared);
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
            TextFeatures compared = TextFeatures.of(runs, common);
            found.put(id, compared);
            keep(id, new Cached(compared, runs));
        });
        return found;
    }

    /**
     * Forgets the texts that have some runs, as these are common now.
     *
     * @return their rows
     */
    Set<UUID> forget(Set<Long> learned) {
        Set<UUID> forgotten = new HashSet<>();
        if (!learned.isEmpty()) {
            cached.entrySet().removeIf(each -> {
                boolean has = each.getValue().hasAny(learned);
                if (has) {
                    size -= each.getValue().size();
                    forgotten.add(each.getKey());
                }
                return has;
            });
        }
        return forgotten;
    }

    /** Those rows whose texts have some runs. */
    Set<UUID> having(Collection<UUID> rows, Set<Long> some) {
        return rows.stream()
                .filter(row -> Optional.ofNullable(cached.get(row))
                        .filter(text -> text.hasAny(some))
                        .isPresent())
                .collect(Collectors.toSet());
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
