/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.util.Map;

/** Writes emojis as the words that describe them, so that the word lexicon rates them. */
final class EmojiExpansion {

    /** The copyright sign; whatever comes before it needs no look-up. */
    private static final char FIRST_EMOJI = '\u00A9';

    private final Map<Integer, String> descriptions;

    EmojiExpansion(Map<Integer, String> descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * The text with its emojis spelled out. A space is put before a description but none after it, so a word, or a
     * variation selector, that follows an emoji sticks to it and mostly makes a word that nobody knows.
     */
    String expand(String text) {
        if (!mayHoldEmoji(text)) {
            return text;
        }
        StringBuilder expanded = new StringBuilder(2 * text.length());
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); ) {
            int symbol = text.codePointAt(i);
            String description = symbol < FIRST_EMOJI ? null : descriptions.get(symbol);
            if (description == null) {
                expanded.appendCodePoint(symbol);
                afterSpace = symbol == ' ';
            } else {
                if (!afterSpace) {
                    expanded.append(' ');
                }
                expanded.append(description);
                afterSpace = false;
            }
            i += Character.charCount(symbol);
        }
        return expanded.toString();
    }

    private static boolean mayHoldEmoji(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_EMOJI) {
                return true;
            }
        }
        return false;
    }
}
