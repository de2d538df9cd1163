package io.aegis.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups of digits that follow one another in a text, with nothing but a few separating marks between them: the raw
 * material of card and phone numbers. Reading stops after {@value #MAX_DIGITS} digits, more than any such number has.
 *
 * @param groups in order
 */
record DigitGroups(List<Group> groups) {

    private static final int MAX_DIGITS = 20;
    private static final int MAX_SEPARATOR = 3;

    /**
     * Digits in a row.
     *
     * @param separator what stands between the group before and this one; empty for the first
     * @param end where the group ends, exclusively
     */
    record Group(String separator, String digits, int end) {

        int length() {
            return digits.length();
        }
    }

    /** Reads the groups from a digit on. */
    static DigitGroups read(String text, int start) {
        List<Group> groups = new ArrayList<>();
        int digits = 0;
        String separator = "";
        int from = start;
        int end = digitsEnd(text, from);
        while (end > from && digits < MAX_DIGITS) {
            groups.add(new Group(separator, ascii(text.substring(from, end)), end));
            digits += end - from;
            from = separatorEnd(text, end);
            separator = text.substring(end, from);
            // Digits beyond the limit follow without a separator; they are no new group.
            end = separator.isEmpty() ? from : digitsEnd(text, from);
        }
        return new DigitGroups(List.copyOf(groups));
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

    private static String ascii(String digits) {
        StringBuilder ascii = new StringBuilder(digits.length());
        digits.chars().forEach(c -> ascii.append((char) ('0' + Character.digit(c, 10))));
        return ascii.toString();
    }
}
