/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.OptionalInt;

/**
 * Takes personal data out of a text before it leaves the process: e-mail addresses, payment cards, IBANs and phone
 * numbers become {@code [EMAIL]}, {@code [CARD]}, {@code [IBAN]} and {@code [PHONE]}. Order numbers, amounts, dates and
 * times stay. Takes time linear in the length of the text: every kind looks at most a bounded distance ahead.
 */
public final class Redactor {

    /** One kind of personal data. */
    interface Kind {

        /** What stands in its place, such as {@code [EMAIL]}. */
        String placeholder();

        /**
         * Where an occurrence that begins at {@code start} ends, exclusively; empty when none begins there. The start is
         * always the beginning of a word, or of the digits in one.
         */
        OptionalInt end(String text, int start);
    }

    /** An IBAN may look like a phone number, and so may a card: the stricter kinds go first. */
    private static final List<Kind> KINDS =
            List.of(new EmailAddress(), new Iban(), new PaymentCard(), new PhoneNumber());

    private Redactor() {}

    /** The text without personal data. */
    public static String redact(String text) {
        StringBuilder redacted = new StringBuilder(text.length());
        int position = 0;
        while (position < text.length()) {
            int end = mayBegin(text, position) ? replaced(text, position, redacted) : position;
            if (end == position) {
                redacted.append(text.charAt(position));
                end++;
            }
            position = end;
        }
        return redacted.toString();
    }

    /**
     * Whether a character belongs to a word. Letters of scripts that are written without blanks do not: there the words
     * beside a number or an address would go with it.
     */
    static boolean isWordCharacter(char c) {
        if (Character.isDigit(c)) {
            return true;
        }
        return Character.isLetter(c)
                && switch (UnicodeScript.of(c)) {
                    case LATIN, GREEK, CYRILLIC -> true;
                    default -> false;
                };
    }

    private static int replaced(String text, int start, StringBuilder redacted) {
        for (Kind kind : KINDS) {
            OptionalInt end = kind.end(text, start);
            if (end.isPresent()) {
                redacted.append(kind.placeholder());
                return end.getAsInt();
            }
        }
        return start;
    }

    private static boolean mayBegin(String text, int position) {
        if (position == 0) {
            return true;
        }
        char before = text.charAt(position - 1);
        return !isWordCharacter(before) || (Character.isDigit(text.charAt(position)) && !Character.isDigit(before));
    }
}
