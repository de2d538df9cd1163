/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

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

    /** The texts of each key, as numbers. */
    private final Map<Long, Texts> texts = new HashMap<>();

    /** Texts by number, those that were read in the order of their ids. */
    private final List<UUID> ids = new ArrayList<>();

    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final List<Posting> added = new ArrayList<>();

    /** Keys that a text has in common with the one that is looked at; 0 between two looks. */
    private int[] common = new int[64];

    private record Posting(long key, UUID text) {}

    /** Numbers of texts, {@value #MOST_OF_KEY} at the most. */
    private static final class Texts {
        private int[] numbers = new int[2];
        private int size;

        void add(int text) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = text;
        }

        boolean contains(int text) {
            for (int i = 0; i < size; i++) {
                if (numbers[i] == text) {
                    return true;
                }
            }
            return false;
        }

        /** Removes those of some that are there, and tells which. */
        void remove(BitSet some, IntConsumer removed) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                int text = numbers[i];
                if (some.get(text)) {
                    removed.accept(text);
                } else {
                    numbers[kept++] = text;
                }
            }
            size = kept;
        }
    }

    private BandIndex() {}

    /** What is there for keys. */
    static BandIndex of(DbExecute execute, Collection<Long> keys) {
        BandIndex index = new BandIndex();
        if (!keys.isEmpty()) {
            // In the order of the table, so that neighbours lie on one page.
            List<Posting> there = execute.query(FIND, new TreeSet<>(keys).toString())
                    .map(row -> new Posting(
                            row.column(1).get(Long.class), row.column(2).get(UUID.class)))
                    .toList();
            there.stream().map(Posting::text).distinct().sorted().forEach(index::number);
            there.forEach(each ->
                    index.texts.computeIfAbsent(each.key(), _ -> new Texts()).add(index.number(each.text())));
        }
        return index;
    }

    private int number(UUID text) {
        return numbers.computeIfAbsent(text, _ -> {
            ids.add(text);
            return ids.size() - 1;
        });
    }

    /**
     * The texts with which a text has most keys in common, those first, of the same number of keys the ones with the least ids, at most
     * {@value #MOST_CANDIDATES}; never itself.
     */
    List<UUID> candidates(UUID text, Collection<Long> keys) {
        common = common.length < ids.size() ? new int[2 * ids.size()] : common;
        int self = numbers.getOrDefault(text, -1);
        LongStream.Builder met = LongStream.builder();
        for (Long key : keys) {
            Texts its = texts.get(key);
            for (int i = 0; its != null && i < its.size; i++) {
                int each = its.numbers[i];
                if (common[each]++ == 0 && each != self) {
                    met.add(each);
                }
            }
        }
        long[] order = met.build()
                .map(each -> each - ((long) common[(int) each] << Integer.SIZE))
                .sorted()
                .toArray();
        clear(keys);
        return Arrays.stream(order)
                .limit(MOST_CANDIDATES)
                .mapToObj(each -> ids.get((int) each))
                .toList();
    }

    private void clear(Collection<Long> keys) {
        for (Long key : keys) {
            Texts its = texts.get(key);
            for (int i = 0; its != null && i < its.size; i++) {
                common[its.numbers[i]] = 0;
            }
        }
    }

    /** Adds a text to those of its keys that have room. */
    void add(UUID text, Collection<Long> keys) {
        int number = number(text);
        for (Long key : keys) {
            Texts there = texts.computeIfAbsent(key, _ -> new Texts());
            if (there.size < MOST_OF_KEY && !there.contains(number)) {
                there.add(number);
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
        BitSet some = new BitSet(ids.size());
        gone.stream().filter(numbers::containsKey).forEach(text -> some.set(number(text)));
        texts.forEach((key, there) -> there.remove(some, each -> execute.delete(REMOVE, ids.get(each), key)));
    }
}
