/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The words of a small English dictionary, in an open hash table of numbers: five bits a letter, so that those of more than twelve
 * letters are known by their first twelve. Letters that are drawn out (<i>sooo good</i>) are read once or twice. Immutable, thread-safe.
 */
final class EnglishWords {

    private static final int BITS = 5;
    private static final int LONGEST = 12;
    private static final int DRAWN_OUT = 3;

    /** Packed words, 0 for an empty place. */
    private final long[] words;

    private EnglishWords(List<String> list) {
        words = new long[Integer.highestOneBit(Math.max(list.size(), 1)) << 2];
        for (String word : list) {
            long packed = packed(word);
            words[place(packed)] = packed;
        }
    }

    /** Reads the list that comes with the product. */
    static EnglishWords load() {
        try (InputStream in = Objects.requireNonNull(EnglishWords.class.getResourceAsStream("english.txt"))) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a list of words of a to z, parted by spaces and line ends; lines of # are remarks. */
    static EnglishWords read(String list) {
        return new EnglishWords(list.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .flatMap(line -> List.of(line.strip().split(" +", -1)).stream())
                .toList());
    }

    /** Whether a word, lower case, is one of them. */
    boolean has(String word) {
        return contains(word) || (isDrawnOut(word) && (contains(shortened(word, 2)) || contains(shortened(word, 1))));
    }

    private boolean contains(String word) {
        long packed = packed(word);
        return packed != 0 && words[place(packed)] == packed;
    }

    private static boolean isDrawnOut(String word) {
        for (int i = 2; i < word.length(); i++) {
            if (word.charAt(i) == word.charAt(i - 1) && word.charAt(i) == word.charAt(i - 2)) {
                return true;
            }
        }
        return false;
    }

    /** A word in which a letter that stands three times or more in a row stands so often. */
    private static String shortened(String word, int times) {
        StringBuilder kept = new StringBuilder();
        int start = 0;
        for (int i = 1; i <= word.length(); i++) {
            if (i == word.length() || word.charAt(i) != word.charAt(start)) {
                int run = i - start;
                kept.append(word, start, start + (run >= DRAWN_OUT ? times : run));
                start = i;
            }
        }
        return kept.toString();
    }

    /** 0 for what has other letters than a to z. */
    private static long packed(String word) {
        long packed = 0;
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter < 'a' || letter > 'z') {
                return 0;
            }
            packed = i < LONGEST ? packed << BITS | letter - 'a' + 1 : packed;
        }
        return packed;
    }

    /** Where a word is, or would be. The table is at most half full, so there is always an end. */
    private int place(long packed) {
        int mask = words.length - 1;
        int place = (int) ((packed * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (words[place] != 0 && words[place] != packed) {
            place = place + 1 & mask;
        }
        return place;
    }
}
