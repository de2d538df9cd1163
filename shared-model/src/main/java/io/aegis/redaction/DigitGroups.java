/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

/**
 * The groups of digits that follow one another in a text, with nothing but a few separating marks between them: the raw
 * material of card and phone numbers. Reading stops after {@value #MAX_DIGITS} digits, more than any such number has. They are
 * read at every digit of a text, so nothing is copied out of it. Groups are numbered from 0.
 */
final class DigitGroups {

    private static final int MAX_DIGITS = 20;
    private static final int MAX_SEPARATOR = 3;

    private final String text;
    private final int[] starts = new int[MAX_DIGITS];
    private final int[] ends = new int[MAX_DIGITS];
    private int count;

    private DigitGroups(String text) {
        this.text = text;
    }

    /** Reads the groups from a digit on. */
    static DigitGroups read(String text, int start) {
        DigitGroups groups = new DigitGroups(text);
        int digits = 0;
        int from = start;
        int end = digitsEnd(text, from);
        while (end > from && digits < MAX_DIGITS) {
            groups.starts[groups.count] = from;
            groups.ends[groups.count] = end;
            groups.count++;
            digits += end - from;
            from = separatorEnd(text, end);
            // Digits beyond the limit follow without a separator; they are no new group.
            end = from == groups.end(groups.count - 1) ? from : digitsEnd(text, from);
        }
        return groups;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** How many digits a group has. */
    int length(int group) {
        return ends[group] - starts[group];
    }

    /** Where a group ends, exclusively. */
    int end(int group) {
        return ends[group];
    }

    /** The digit at a place of a group, 0 to 9. */
    int digit(int group, int place) {
        return Character.digit(text.charAt(starts[group] + place), 10);
    }

    /** Whether nothing but blanks and dashes stands before a group, back to the one before. */
    boolean followsBlankOrDash(int group) {
        for (int i = ends[group - 1]; i < starts[group]; i++) {
            if (!isBlankOrDash(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing but white space stands before a group, back to the one before. */
    boolean followsSpace(int group) {
        for (int i = ends[group - 1]; i < starts[group]; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the same stands before two groups. */
    boolean followAlike(int one, int other) {
        return text.regionMatches(
                        ends[one - 1], text, ends[other - 1], Math.min(starts[one] - ends[one - 1], MAX_SEPARATOR))
                && starts[one] - ends[one - 1] == starts[other] - ends[other - 1];
    }

    private static int digitsEnd(String text, int from) {
        int limit = Math.min(text.length(), from + MAX_DIGITS);
        int end = from;
        while (end < limit && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int separatorEnd(String text, int from) {
        int limit = Math.min(text.length(), from + MAX_SEPARATOR);
        int end = from;
        while (end < limit && isSeparator(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static boolean isBlankOrDash(char c) {
        return c == ' ' || c == '\u00a0' || c == '-' || (c >= '\u2010' && c <= '\u2015');
    }

    private static boolean isSeparator(char c) {
        return isBlankOrDash(c) || c == '.' || c == '/' || c == '(' || c == ')';
    }
}
