/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.util.Arrays;

/** The words of one text in their order. Grows while the text is read; used by one thread. */
final class Tokens {

    private Word[] words;
    private boolean[] upper;
    private int size;
    private int upperCount;

    Tokens(int expectedSize) {
        words = new Word[expectedSize];
        upper = new boolean[expectedSize];
    }

    /** Appends a word, which the text had in capitals or not. */
    void add(Word word, boolean inCapitals) {
        if (size == words.length) {
            words = Arrays.copyOf(words, 2 * size + 1);
            upper = Arrays.copyOf(upper, words.length);
        }
        words[size] = word;
        upper[size] = inCapitals;
        size++;
        upperCount += inCapitals ? 1 : 0;
    }

    int size() {
        return size;
    }

    /** The word at the index, or the unknown word where the text has none. */
    Word word(int index) {
        return index >= 0 && index < size ? words[index] : Word.UNKNOWN;
    }

    /** Whether the word stands out by its capitals, which it does not in a text that is all capitals. */
    boolean isShouted(int index) {
        return upper[index] && upperCount < size;
    }

    /** The index of the first word that plays the part, or -1. */
    int indexOf(Word.Role part) {
        for (int i = 0; i < size; i++) {
            if (words[i].is(part)) {
                return i;
            }
        }
        return -1;
    }
}
