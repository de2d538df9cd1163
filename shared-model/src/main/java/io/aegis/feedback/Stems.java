/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Beginnings of words, looked for where words begin and nowhere else. Immutable.
 *
 * @param byFirst in lower case, by their first letters
 */
record Stems(Map<Character, List<String>> byFirst) {

    /** Those of a list with spaces between. */
    static Stems of(String stems) {
        return new Stems(Arrays.stream(stems.split(" ", -1)).collect(Collectors.groupingBy(stem -> stem.charAt(0))));
    }

    /** Whether a word of a text begins with one, from a position on, in any case. */
    boolean beginAWord(String text, int from) {
        boolean inside = false;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean isLetter = Character.isLetter(letter);
            if (isLetter && !inside && hasAt(text, at, Character.toLowerCase(letter))) {
                return true;
            }
            inside = isLetter;
        }
        return false;
    }

    private boolean hasAt(String text, int at, char first) {
        List<String> stems = byFirst.get(first);
        return stems != null && stems.stream().anyMatch(stem -> text.regionMatches(true, at, stem, 0, stem.length()));
    }
}
