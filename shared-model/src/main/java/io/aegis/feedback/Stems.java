/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.Arrays;

/**
 * Beginnings of words, looked for where words begin and nowhere else. Those of up to {@value #WHOLE} letters are whole words. Immutable.
 */
final class Stems {

    private static final int WHOLE = 3;
    /** Latin letters. */
    private static final int LETTERS = 0x180;

    private static final String[] NONE = {};

    /** In lower case, by their first letters. */
    private final String[][] byFirst = new String[LETTERS][];

    private Stems() {
        Arrays.fill(byFirst, NONE);
    }

    /** Those of a list with spaces between, which begin with Latin letters. */
    static Stems of(String list) {
        Stems stems = new Stems();
        for (String stem : list.split(" ", -1)) {
            char first = stem.charAt(0);
            String[] known = stems.byFirst[first];
            String[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = stem;
            stems.byFirst[first] = more;
        }
        return stems;
    }

    /** Whether a word of a text begins with one, from a position on, in any case. */
    boolean beginAWord(String text, int from) {
        return first(text, from) >= 0;
    }

    /** Where the first word begins that begins with one, from a position on, in any case; -1 where none does. */
    int first(String text, int from) {
        boolean inside = false;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean isLetter = Character.isLetter(letter);
            if (isLetter && !inside && hasAt(text, at, Character.toLowerCase(letter))) {
                return at;
            }
            inside = isLetter;
        }
        return -1;
    }

    private boolean hasAt(String text, int at, char first) {
        if (first < LETTERS) {
            for (String stem : byFirst[first]) {
                int end = at + stem.length();
                if (text.regionMatches(true, at, stem, 0, stem.length())
                        && (stem.length() > WHOLE || end == text.length() || !Character.isLetter(text.charAt(end)))) {
                    return true;
                }
            }
        }
        return false;
    }
}
