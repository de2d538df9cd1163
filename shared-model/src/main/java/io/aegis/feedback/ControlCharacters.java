/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/**
 * Control characters that no text has (U+0000 to U+001F but tab, line feed and carriage return, and U+007F). They come from
 * broken senders, and end a text for many programs that read exports. Those that part words, such as form feeds, become spaces.
 */
public final class ControlCharacters {

    private static final char FIRST_PRINTED = ' ';
    private static final char DELETE = 0x7f;

    private ControlCharacters() {}

    /** The text without them, with spaces for those that are white space; itself when it has none. */
    public static String without(String text) {
        int first = 0;
        while (first < text.length() && !isOne(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!isOne(character)) {
                kept.append(character);
            } else if (Character.isWhitespace(character)) {
                kept.append(' ');
            }
        }
        return kept.toString();
    }

    private static boolean isOne(char character) {
        return (character < FIRST_PRINTED && character != '\t' && character != '\n' && character != '\r')
                || character == DELETE;
    }
}
