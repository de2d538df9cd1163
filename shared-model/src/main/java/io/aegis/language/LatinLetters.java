/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

/** What the letters of a word in Latin script are. */
final class LatinLetters {

    /** Latin letters with accents end here, but for a block of more; what comes later are ligatures, and letters for fun. */
    private static final char LAST_LETTER = '\u01bf';

    private static final int MORE_LETTERS = 0x1e;
    private static final String VOWELS = "aeiou";

    private LatinLetters() {}

    /** Whether a word, lower case, has a vowel, or a letter that English does not have. */
    static boolean haveVowel(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) > 'z' || VOWELS.indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word, lower case, has a letter that English does not have. */
    static boolean haveAccent(String word) {
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter > 'z'
                    && (letter <= LAST_LETTER || letter >> Byte.SIZE == MORE_LETTERS)
                    && Character.isLetter(letter)) {
                return true;
            }
        }
        return false;
    }
}
