/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import java.util.OptionalInt;

/**
 * An international bank account number (ISO 13616): a country, two check digits and 11 to 30 letters and digits,
 * perhaps in groups, with a remainder of 1 modulo 97.
 */
final class Iban implements Redactor.Kind {

    private static final int MIN_LENGTH = 15;
    private static final int MAX_LENGTH = 34;

    @Override
    public String placeholder() {
        return "[IBAN]";
    }

    @Override
    public OptionalInt end(String text, int start) {
        if (!hasHead(text, start)) {
            return OptionalInt.empty();
        }
        int remainder = 0;
        int length = 4;
        int digits = 2;
        int end = -1;
        for (int i = start + 4; i < text.length() && length < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c)) {
                if (!DigitGroups.isBlankOrDash(c) || !isAlphanumeric(text.charAt(i - 1))) {
                    break;
                }
                continue;
            }
            remainder = append(remainder, c);
            length++;
            digits += Character.isDigit(c) ? 1 : 0;
            // Real numbers are mostly digits; this keeps prose that happens to add up.
            if (length >= MIN_LENGTH
                    && endsWord(text, i + 1)
                    && 2 * digits >= length
                    && checks(remainder, text, start)) {
                end = i + 1;
            }
        }
        return end < 0 ? OptionalInt.empty() : OptionalInt.of(end);
    }

    private static boolean hasHead(String text, int start) {
        return start + MIN_LENGTH <= text.length()
                && isLetter(text.charAt(start))
                && isLetter(text.charAt(start + 1))
                && isDigit(text.charAt(start + 2))
                && isDigit(text.charAt(start + 3));
    }

    /** The head counts as if it stood at the end. */
    private static boolean checks(int remainder, String text, int start) {
        int all = remainder;
        for (int i = start; i < start + 4; i++) {
            all = append(all, text.charAt(i));
        }
        return all == 1;
    }

    /** Letters count as two digits, A as 10 and Z as 35. */
    private static int append(int remainder, char c) {
        int value = Character.digit(c, Character.MAX_RADIX);
        return (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }

    private static boolean endsWord(String text, int end) {
        return end == text.length() || !Redactor.isWordCharacter(text.charAt(end));
    }

    private static boolean isAlphanumeric(char c) {
        return isLetter(c) || isDigit(c);
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
