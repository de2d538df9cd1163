/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

/**
 * Normalises typographic characters to ASCII: the apostrophes, quotes, dashes and ellipses of phones and editors become those of
 * ASCII, and variation selectors go. VADER's lexicon knows "don't" and not "don\u2019t"; its own numbers are of the text
 * as it came, but what decides the sentiment is of this one.
 */
final class Typography {

    private static final String APOSTROPHES = "\u2018\u2019\u201b\u02bc\u2032\u00b4`";
    private static final String QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033";
    private static final String DASHES = "\u2013\u2014\u2015";
    private static final char ELLIPSIS = '\u2026';

    private Typography() {}

    /** The same text when there is nothing to fold. */
    static String plain(String text) {
        int first = 0;
        while (first < text.length() && !folds(text.charAt(first))) {
            first++;
        }
        return first == text.length() ? text : folded(text, first);
    }

    private static boolean folds(char c) {
        return c == '`' || (c >= 0x80 && (isAny(APOSTROPHES + QUOTES + DASHES, c) || c == ELLIPSIS || isSelector(c)));
    }

    private static boolean isAny(String characters, char c) {
        return characters.indexOf(c) >= 0;
    }

    private static boolean isSelector(char c) {
        return c == '\ufe0e' || c == '\ufe0f';
    }

    private static String folded(String text, int first) {
        StringBuilder plain = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isAny(APOSTROPHES, c)) {
                plain.append('\'');
            } else if (isAny(QUOTES, c)) {
                plain.append('"');
            } else if (isAny(DASHES, c)) {
                plain.append(" - ");
            } else if (c == ELLIPSIS) {
                plain.append("...");
            } else if (!isSelector(c)) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
