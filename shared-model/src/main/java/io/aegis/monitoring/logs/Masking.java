/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

/**
 * Puts {@value #WILDCARD} for what changes from line to line: addresses, UUIDs, hexadecimal ids, numbers. One pass, no regular
 * expressions: what a program logs may have been written by anybody.
 */
final class Masking {

    static final String WILDCARD = "<*>";

    private static final String SCHEME_END = "://";
    private static final int SHORTEST_ID = 8;
    private static final int[] UUID = {8, 4, 4, 4, 12};

    private final String text;
    private final StringBuilder masked = new StringBuilder();

    private Masking(String text) {
        this.text = text;
    }

    static String mask(String text) {
        var masking = new Masking(text);
        int at = 0;
        while (at < text.length()) {
            at = masking.step(at);
        }
        return masking.masked.toString();
    }

    /** Writes what begins there and says where it ends. */
    private int step(int at) {
        char first = text.charAt(at);
        if (!word(first)) {
            masked.append(first);
            return at + 1;
        }
        int end = endOfWord(at);
        if (isScheme(at, end)) {
            masked.append(WILDCARD);
            return endOfAddress(end);
        }
        int uuid = endOfUuid(at);
        if (uuid > at) {
            masked.append(WILDCARD);
            return uuid;
        }
        if (isId(at, end)) {
            masked.append(WILDCARD);
        } else {
            numbers(at, end);
        }
        return end;
    }

    /** Writes a word with its runs of digits masked. */
    private void numbers(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!digit(text.charAt(at))) {
                masked.append(text.charAt(at));
            } else if (at == from || !digit(text.charAt(at - 1))) {
                masked.append(WILDCARD);
            }
        }
    }

    private int endOfWord(int from) {
        int at = from;
        while (at < text.length() && word(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isScheme(int from, int to) {
        return !digit(text.charAt(from)) && text.startsWith(SCHEME_END, to);
    }

    private int endOfAddress(int from) {
        int at = from;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where a UUID that begins there ends; where it begins when none does. */
    private int endOfUuid(int from) {
        int at = from;
        for (int group = 0; group < UUID.length; group++) {
            for (int i = 0; i < UUID[group]; i++, at++) {
                if (at >= text.length() || !hex(text.charAt(at))) {
                    return from;
                }
            }
            boolean last = group == UUID.length - 1;
            if (!last && (at >= text.length() || text.charAt(at++) != '-')) {
                return from;
            }
        }
        return at < text.length() && word(text.charAt(at)) ? from : at;
    }

    /** Whether a word is a hexadecimal number: 0x..., or eight and more digits of which one is decimal. */
    private boolean isId(int from, int to) {
        boolean prefixed = to - from > 2 && text.charAt(from) == '0' && (text.charAt(from + 1) | ' ') == 'x';
        boolean decimal = prefixed;
        for (int at = prefixed ? from + 2 : from; at < to; at++) {
            if (!hex(text.charAt(at))) {
                return false;
            }
            decimal |= digit(text.charAt(at));
        }
        return prefixed || (decimal && to - from >= SHORTEST_ID);
    }

    private static boolean word(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean hex(char character) {
        char lower = (char) (character | ' ');
        return digit(character) || (lower >= 'a' && lower <= 'f');
    }
}
