/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.Arrays;

/**
 * The set of all runs of {@value #LENGTH} characters of a text, each as a hash of 32 bits (Broder, "On the resemblance and
 * containment of documents", 1997). Case, punctuation and white space make no difference; letters, digits, marks and symbols such as
 * emoji do. Immutable.
 */
public final class Shingles {

    /** Characters of a shingle, in code points. */
    public static final int LENGTH = 4;

    /** What is behind so many code points of a text does not count. */
    public static final int LONGEST_TEXT = 8_192;

    private static final long BASE = 0x9E37_79B9_7F4A_7C15L;
    private static final long FIRST_MIX = 0xBF58_476D_1CE4_E5B9L;
    private static final long SECOND_MIX = 0x94D0_49BB_1331_11EBL;

    /** In ascending order, each once. */
    private final int[] hashes;

    private Shingles(int[] hashes) {
        this.hashes = hashes;
    }

    /** The shingles of a text; none when it has neither letter, digit nor symbol. Takes time linear in the text. */
    public static Shingles of(String text) {
        int[] characters = normalised(text);
        if (characters.length == 0) {
            return new Shingles(new int[0]);
        }
        int[] all = new int[Math.max(1, characters.length - LENGTH + 1)];
        for (int from = 0; from < all.length; from++) {
            long run = 0;
            for (int at = from; at < Math.min(characters.length, from + LENGTH); at++) {
                run = run * BASE + characters[at];
            }
            all[from] = mixed(run);
        }
        Arrays.sort(all);
        int distinct = 1;
        for (int each : all) {
            if (each != all[distinct - 1]) {
                all[distinct++] = each;
            }
        }
        return new Shingles(Arrays.copyOf(all, distinct));
    }

    /** How many there are. */
    public int size() {
        return hashes.length;
    }

    /**
     * Jaccard's coefficient of both sets: what they share by what they have together, 0 to 1. Nothing resembles a text without
     * shingles, not even another.
     */
    public double jaccard(Shingles other) {
        int shared = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < hashes.length && theirs < other.hashes.length) {
            int order = Integer.compare(hashes[mine], other.hashes[theirs]);
            shared += order == 0 ? 1 : 0;
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        int together = hashes.length + other.hashes.length - shared;
        return together == 0 ? 0 : (double) shared / together;
    }

    /**
     * The least value that a permutation of all hashes gives one of these (min-wise independent permutations: Broder, Charikar,
     * Frieze, Mitzenmacher 1998). Two sets agree in it with a probability that is their Jaccard coefficient.
     *
     * @param permutation which one: any number
     */
    int minimum(int permutation) {
        int seed = mixed(permutation);
        int least = Integer.MAX_VALUE;
        for (int hash : hashes) {
            // Each step can be undone, so no two hashes become one; as in MurmurHash3's end.
            int value = (hash ^ seed) * 0x85EB_CA6B;
            value = (value ^ (value >>> 13)) * 0xC2B2_AE35;
            least = Math.min(least, value ^ (value >>> 16));
        }
        return least;
    }

    /** SplitMix64's end (Steele, Lea, Flood 2014), and of that the upper half. */
    static int mixed(long value) {
        return (int) (mixedWhole(value) >>> 32);
    }

    /** All of SplitMix64's end. */
    static long mixedWhole(long value) {
        long mixed = (value + BASE) * FIRST_MIX;
        mixed = (mixed ^ (mixed >>> 27)) * SECOND_MIX;
        return mixed ^ (mixed >>> 31);
    }

    /** In lower case, with one space for all that is between words, and one at either end. */
    private static int[] normalised(String text) {
        int[] characters = new int[Math.min(text.length(), LONGEST_TEXT) + 2];
        characters[0] = ' ';
        int length = 1;
        int seen = 0;
        for (int at = 0; at < text.length() && seen < LONGEST_TEXT; seen++) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (counts(character)) {
                characters[length++] = Character.toLowerCase(character);
            } else if (characters[length - 1] != ' ') {
                characters[length++] = ' ';
            }
        }
        if (length == 1) {
            return new int[0];
        }
        if (characters[length - 1] != ' ') {
            characters[length++] = ' ';
        }
        return Arrays.copyOf(characters, length);
    }

    /** Whether a character makes a difference. */
    static boolean counts(int character) {
        return Character.isLetterOrDigit(character)
                || switch (Character.getType(character)) {
                    case Character.OTHER_SYMBOL,
                            Character.CURRENCY_SYMBOL,
                            Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }
}
