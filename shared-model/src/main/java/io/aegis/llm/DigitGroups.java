package io.aegis.llm;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups of digits that follow one another in a text, with nothing but a few separating marks between them: the raw
 * material of card and phone numbers. At most {@value #MAX_GROUPS} groups are read, and so many digits of each.
 *
 * @param groups in order
 */
record DigitGroups(List<Group> groups) {

    private static final int MAX_GROUPS = 20;
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

    /** Reads the groups from a digit on. Empty when a group is longer than any number of a person. */
    static DigitGroups read(String text, int start) {
        List<Group> groups = new ArrayList<>();
        int from = start;
        String separator = "";
        while (groups.size() < MAX_GROUPS) {
            int end = from;
            while (end < text.length() && Character.isDigit(text.charAt(end)) && end - from <= MAX_GROUPS) {
                end++;
            }
            if (end == from) {
                break;
            }
            groups.add(new Group(separator, ascii(text.substring(from, end)), end));
            from = end;
            while (from < text.length() && from - end < MAX_SEPARATOR && isSeparator(text.charAt(from))) {
                from++;
            }
            separator = text.substring(end, from);
            if (separator.isEmpty()) {
                break;
            }
        }
        return new DigitGroups(List.copyOf(groups));
    }

    /** All digits of the first {@code count} groups. */
    String digits(int count) {
        StringBuilder digits = new StringBuilder();
        groups.subList(0, count).forEach(group -> digits.append(group.digits()));
        return digits.toString();
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
