package io.aegis.llm;

import java.util.List;
import java.util.OptionalInt;

/**
 * Takes personal data out of a text before it leaves the process: e-mail addresses, payment cards, IBANs and phone
 * numbers become {@code [EMAIL]}, {@code [CARD]}, {@code [IBAN]} and {@code [PHONE]}. Order numbers, amounts, dates and
 * times stay. Takes time linear in the length of the text: every kind looks at most a bounded distance ahead.
 */
final class Redactor {

    /** One kind of personal data. */
    interface Kind {

        /** What stands in its place, such as {@code [EMAIL]}. */
        String placeholder();

        /**
         * Where an occurrence that begins at {@code start} ends, exclusively; empty when none begins there. The start is
         * always the beginning of a word: no letter or digit stands before it.
         */
        OptionalInt end(String text, int start);
    }

    /** An IBAN may look like a phone number, and so may a card: the stricter kinds go first. */
    private static final List<Kind> KINDS =
            List.of(new EmailAddress(), new Iban(), new PaymentCard(), new PhoneNumber());

    private Redactor() {}

    /** The text without personal data. */
    static String redact(String text) {
        StringBuilder redacted = new StringBuilder(text.length());
        int position = 0;
        while (position < text.length()) {
            int end = beginsWord(text, position) ? copyOrReplace(text, position, redacted) : position;
            if (end == position) {
                redacted.append(text.charAt(position));
                end++;
            }
            position = end;
        }
        return redacted.toString();
    }

    private static int copyOrReplace(String text, int start, StringBuilder redacted) {
        for (Kind kind : KINDS) {
            OptionalInt end = kind.end(text, start);
            if (end.isPresent()) {
                redacted.append(kind.placeholder());
                return end.getAsInt();
            }
        }
        return start;
    }

    private static boolean beginsWord(String text, int position) {
        return position == 0 || !Character.isLetterOrDigit(text.charAt(position - 1));
    }
}
