/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.csv;

/**
 * Keeps texts from being run by spreadsheets, which take a cell that begins with {@code = + - @} for a formula. OWASP's
 * remedy, reversible: an apostrophe goes before such a text, and before one that an apostrophe already hides.
 *
 * <p>White space before the sign does not help an attacker, nor do the full-width forms of the signs.
 */
public final class Formulas {

    private static final char MARK = '\'';
    private static final String SIGNS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private Formulas() {}

    /** The text, with a mark before it when a spreadsheet might run it. */
    public static String neutralised(String text) {
        return isFormula(text) ? MARK + text : text;
    }

    /** What {@link #neutralised} was given. */
    public static String restored(String cell) {
        return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** Whether the first character that is neither a mark nor blank is a sign; a leading tab or line end counts as one. */
    private static boolean isFormula(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == MARK) {
            start++;
        }
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (SIGNS.indexOf(character) >= 0) {
                return true;
            }
            if (!isBlank(character)) {
                return i > start && isLineOrTab(text.charAt(start));
            }
        }
        return start < text.length() && isLineOrTab(text.charAt(start));
    }

    private static boolean isLineOrTab(char character) {
        return character == '\t' || character == '\r' || character == '\n';
    }

    /** Control characters are skipped by some programs, as white space is. */
    private static boolean isBlank(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
