/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.Arrays;

/**
 * Where terms occur in one text: for each term that does, one set of word positions. A hash table with linear probing, because
 * a text has some dozens of the thousand terms that the rules know. Most questions are for terms that it has not, which end at
 * the first free place: at most half of them are taken. Not thread-safe.
 */
final class TermHits {

    private static final int LEAST = 64;
    /** Places for the terms of a usual text; the table of a long one grows with what is found. */
    private static final int MOST_AT_FIRST = 512;
    /** Most words are found in some four terms, and half the places stay free. */
    private static final int PLACES_PER_WORD = 16;
    /** Sets that there is room for at first, for each word. */
    private static final int SETS_PER_WORD = 4;

    /** 2^32 divided by the golden ratio: neighbouring terms come far apart (Fibonacci hashing). */
    private static final int SPREAD = 0x9E3779B9;

    private final int width;
    /** The term of each place plus one; 0 where there is none. Their number is a power of two. */
    private int[] terms;
    /** Which set is that of each place. */
    private int[] setOf;
    /** The positions of the terms in the order in which they were found, {@code width} longs for each. */
    private long[] sets;

    private int taken;

    /**
     * No hits yet.
     *
     * @param words how many the text has
     * @param width longs per set of positions
     */
    TermHits(int words, int width) {
        this.width = width;
        int places = Integer.highestOneBit(Math.clamp((long) PLACES_PER_WORD * words, LEAST, MOST_AT_FIRST));
        terms = new int[places];
        setOf = new int[places];
        sets = new long[Math.clamp((long) SETS_PER_WORD * words, 1, places / 2) * width];
    }

    /** Notes that a term occurs at a position; tells whether it is its first. */
    boolean add(int term, int position) {
        int place = place(term);
        boolean first = terms[place] == 0;
        if (first) {
            place = open(term, place);
        }
        sets[setOf[place] * width + (position >>> 6)] |= 1L << position;
        return first;
    }

    /** Gives a term that has none a set, and tells where. */
    private int open(int term, int free) {
        int place = free;
        if (2 * (taken + 1) > terms.length) {
            grow();
            place = place(term);
        }
        if ((taken + 1) * width > sets.length) {
            sets = Arrays.copyOf(sets, Math.multiplyExact(2, sets.length));
        }
        terms[place] = term + 1;
        setOf[place] = taken++;
        return place;
    }

    /** Whether a term occurs. */
    boolean has(int term) {
        return terms[place(term)] != 0;
    }

    /** Copies the positions of a term, none when it does not occur. */
    void copy(int term, long[] positions) {
        int place = place(term);
        if (terms[place] == 0) {
            Arrays.fill(positions, 0);
        } else {
            System.arraycopy(sets, setOf[place] * width, positions, 0, width);
        }
    }

    /** Leaves those of the given positions at which the term occurs; tells whether any are left. */
    boolean retain(int term, long[] positions) {
        int place = place(term);
        boolean any = false;
        for (int i = 0; i < width; i++) {
            positions[i] = terms[place] == 0 ? 0 : positions[i] & sets[setOf[place] * width + i];
            any |= positions[i] != 0;
        }
        return any;
    }

    /** Drops positions of all terms. */
    void forget(long[] positions) {
        for (int i = 0; i < taken * width; i++) {
            sets[i] &= ~positions[i % width];
        }
    }

    /** Where a term is, or where it belongs. */
    private int place(int term) {
        int mask = terms.length - 1;
        int place = ((term * SPREAD) >>> 16) & mask;
        while (terms[place] != 0 && terms[place] != term + 1) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldTerms = terms;
        int[] oldSetOf = setOf;
        terms = new int[2 * oldTerms.length];
        setOf = new int[terms.length];
        for (int old = 0; old < oldTerms.length; old++) {
            if (oldTerms[old] != 0) {
                int place = place(oldTerms[old] - 1);
                terms[place] = oldTerms[old];
                setOf[place] = oldSetOf[old];
            }
        }
    }
}
