/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/** Classes of characters as Python's {@code str} knows them; Java's own differ in details that change scores. */
final class PythonCharacters {

    private PythonCharacters() {}

    /** Whether {@code str.split()} splits here. Java lacks U+0085 and the no-break spaces. */
    static boolean isSpace(char c) {
        if (c <= ' ') {
            return c >= 0x1C || (c >= '\t' && c <= '\r');
        }
        return c >= 0x85 && isRareSpace(c);
    }

    private static boolean isRareSpace(char c) {
        return switch (c) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }

    /** Whether the character is in {@code string.punctuation}: ASCII only, so curly quotes and dashes are not. */
    static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7F && !isAsciiLetter(c) && !(c >= '0' && c <= '9');
    }

    private static boolean isAsciiLetter(char c) {
        char folded = (char) (c | 0x20);
        return folded >= 'a' && folded <= 'z';
    }

    /** {@code str.isupper()}: at least one upper-case character, and no lower- or title-case one. */
    static boolean isUpper(String text, int start, int end) {
        boolean upper = false;
        for (int i = start; i < end; ) {
            int c = text.codePointAt(i);
            if (Character.isLowerCase(c) || Character.isTitleCase(c)) {
                return false;
            }
            upper |= Character.isUpperCase(c);
            i += Character.charCount(c);
        }
        return upper;
    }

    /** Whether the text has at most so many characters, a character outside the BMP counting once. */
    static boolean hasAtMost(int limit, String text, int start, int end) {
        return end - start <= 2 * limit && text.codePointCount(start, end) <= limit;
    }
}
