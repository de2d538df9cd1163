/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.groups;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How well groups agree with the intents of their texts.
 *
 * @param texts that were to be grouped
 * @param grouped those of them that are in a group of two texts or more
 * @param groups such groups
 * @param precision share of grouped texts that have their group's most frequent intent (purity), 1 without groups
 * @param pairPrecision share of the pairs within groups that have one intent, 1 without groups
 */
record GroupQuality(int texts, int grouped, int groups, double precision, double pairPrecision) {

    /** Share of the texts that are in a group. */
    double coverage() {
        return texts == 0 ? 0 : (double) grouped / texts;
    }

    /**
     * Compares.
     *
     * @param texts in all, with and without a group
     * @param groups how many texts of each intent each group has
     */
    static GroupQuality of(int texts, Collection<Map<String, Integer>> groups) {
        int counted = 0;
        int grouped = 0;
        int agreeing = 0;
        long pairs = 0;
        long agreeingPairs = 0;
        for (Map<String, Integer> intents : groups) {
            int size = intents.values().stream().mapToInt(Integer::intValue).sum();
            if (size > 1) {
                counted++;
                grouped += size;
                agreeing += intents.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0);
                pairs += pairs(size);
                agreeingPairs +=
                        intents.values().stream().mapToLong(GroupQuality::pairs).sum();
            }
        }
        return new GroupQuality(texts, grouped, counted, share(agreeing, grouped), share(agreeingPairs, pairs));
    }

    /** Counts a text of an intent in its group. */
    static void count(Map<String, Map<String, Integer>> groups, String group, String intent) {
        groups.computeIfAbsent(group, _ -> new HashMap<>()).merge(intent, 1, Integer::sum);
    }

    private static long pairs(int size) {
        return (long) size * (size - 1) / 2;
    }

    private static double share(long part, long all) {
        return all == 0 ? 1 : (double) part / all;
    }
}
