/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.Arrays;
import java.util.stream.LongStream;

/** The different words of a text, each as a hash of 32 bits; case and an s at the end make no difference, and all numbers are one. Immutable. */
public final class DistinctWords {

    private static final int SHORTEST_STEM = 3;

    /** In ascending order, each once. */
    private final int[] hashes;

    private DistinctWords(int[] hashes) {
        this.hashes = hashes;
    }

    /** Those with some hashes. */
    static DistinctWords of(LongStream hashes) {
        return new DistinctWords(
                hashes.mapToInt(DistinctWords::shortened).sorted().distinct().toArray());
    }

    /** The hash of a word in lower case. */
    static int hash(String word) {
        boolean plural = isPlural(word.length(), word.charAt(word.length() - 1));
        return shortened(word.codePoints()
                .limit(plural ? word.length() - 1 : word.length())
                .asLongStream()
                .reduce(0, (hash, letter) -> WordRuns.mixed(hash, (int) letter)));
    }

    /** Whether a word counts as the same without its last letter, as "works" does. */
    static boolean isPlural(int letters, int last) {
        return letters > SHORTEST_STEM && (last == 's' || last == 'S');
    }

    private static int shortened(long hash) {
        return (int) (hash >>> Integer.SIZE);
    }

    /** How many there are. */
    public int size() {
        return hashes.length;
    }

    /** Those that another text does not have. */
    int[] notIn(DistinctWords other) {
        return Arrays.stream(hashes)
                .filter(hash -> Arrays.binarySearch(other.hashes, hash) < 0)
                .toArray();
    }
}
