/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Inverted index from keys of locality-sensitive hashing to texts, as far as some texts need it: read for these at once, kept
 * up to date with what is added, and written at once. No key has more than {@value #MOST_OF_KEY} texts, so neither boilerplate
 * that a hundred thousand texts share nor an attack makes a search long: whatever resembles those has other keys. Not
 * thread-safe.
 */
final class BandIndex {

    /** Texts of a key. */
    static final int MOST_OF_KEY = 32;

    /** Texts that are compared with one. Those with the most keys in common come first. */
    static final int MOST_CANDIDATES = 24;

    private static final String FIND = """
            SELECT band_key, feedback_id FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted BIGINT PATH '$')) AS keys_wanted
            STRAIGHT_JOIN feedback_band ON band_key = wanted""";

    private static final String ADD = """
            INSERT IGNORE INTO feedback_band (band_key, feedback_id)
            SELECT k, CAST(t AS UUID) FROM JSON_TABLE(?, '$[*]' COLUMNS (
              k BIGINT PATH '$.k', t CHAR(36) PATH '$.t')) AS added ORDER BY k""";

    private static final String REMOVE = "DELETE FROM feedback_band WHERE feedback_id = ? AND band_key = ?";

    private final Map<Long, List<UUID>> texts = new HashMap<>();
    private final List<Posting> added = new ArrayList<>();

    private record Posting(long key, UUID text) {}

    private BandIndex() {}

    /** What is there for keys. */
    static BandIndex of(DbExecute execute, Collection<Long> keys) {
        BandIndex index = new BandIndex();
        if (!keys.isEmpty()) {
            // In the order of the table, so that neighbours lie on one page.
            execute.query(FIND, new TreeSet<>(keys).toString())
                    .forEach(row -> index.texts
                            .computeIfAbsent(row.column(1).get(Long.class), _ -> new ArrayList<>(1))
                            .add(row.column(2).get(UUID.class)));
        }
        return index;
    }

    /** The texts with which a text has most keys in common, those first, at most {@value #MOST_CANDIDATES}; never itself. */
    List<UUID> candidates(UUID text, Collection<Long> keys) {
        Map<UUID, Integer> common = new HashMap<>();
        for (Long key : keys) {
            for (UUID each : texts.getOrDefault(key, List.of())) {
                common.merge(each, 1, Integer::sum);
            }
        }
        common.remove(text);
        return common.entrySet().stream()
                .sorted(Map.Entry.<UUID, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CANDIDATES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds a text to those of its keys that have room. */
    void add(UUID text, Collection<Long> keys) {
        for (Long key : keys) {
            List<UUID> there = texts.computeIfAbsent(key, _ -> new ArrayList<>(1));
            if (there.size() < MOST_OF_KEY && !there.contains(text)) {
                there.add(text);
                added.add(new Posting(key, text));
            }
        }
    }

    /** Stores what was added. */
    void store(DbExecute execute) {
        if (added.isEmpty()) {
            return;
        }
        StringBuilder json = new StringBuilder(added.size() * 64).append('[');
        for (Posting each : added) {
            json.append(json.length() > 1 ? "," : "").append("{\"k\":").append(each.key());
            json.append(",\"t\":\"").append(each.text()).append("\"}");
        }
        execute.update(ADD, json.append(']').toString());
        added.clear();
    }

    /** Removes texts that are gone from the keys that they were met by. */
    void remove(DbExecute execute, Set<UUID> gone) {
        texts.forEach((key, there) -> {
            for (UUID each : there) {
                if (gone.contains(each)) {
                    execute.delete(REMOVE, each, key);
                }
            }
            there.removeAll(gone);
        });
    }
}
