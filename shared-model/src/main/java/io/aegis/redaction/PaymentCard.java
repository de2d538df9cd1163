/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import java.util.BitSet;
import java.util.OptionalInt;

/**
 * A payment card number (ISO/IEC 7812): 13 to 19 digits that pass Luhn's check, the first of them that of a payment
 * network. Blanks and dashes may stand between groups of up to 6 digits.
 */
final class PaymentCard implements Redactor.Kind {

    private static final int MIN_DIGITS = 13;
    private static final int MAX_DIGITS = 19;
    /** Cards are printed in groups of 4 to 6; longer groups are those of order numbers. */
    private static final int MAX_GROUP = 6;
    /** 2 and 5 Mastercard, 3 American Express, Diners and JCB, 4 Visa, 6 Discover, UnionPay and Maestro. */
    private static final BitSet NETWORKS = BitSet.valueOf(new long[] {0b111_1100});

    @Override
    public String placeholder() {
        return "[CARD]";
    }

    @Override
    public OptionalInt end(String text, int start) {
        int first = Character.digit(text.charAt(start), 10);
        if (first < 0 || !NETWORKS.get(first)) {
            return OptionalInt.empty();
        }
        DigitGroups groups = DigitGroups.read(text, start);
        int[] digits = new int[MAX_DIGITS];
        int length = 0;
        OptionalInt end = OptionalInt.empty();
        for (int i = 0; i < groups.count() && length + groups.length(i) <= MAX_DIGITS && joins(groups, i); i++) {
            for (int place = 0; place < groups.length(i); place++) {
                digits[length++] = groups.digit(i, place);
            }
            if (length >= MIN_DIGITS && passesLuhn(digits, length)) {
                end = OptionalInt.of(groups.end(i));
            }
        }
        return end;
    }

    private static boolean joins(DigitGroups groups, int index) {
        return index == 0
                || (groups.length(index) <= MAX_GROUP
                        && groups.length(0) <= MAX_GROUP
                        && groups.followsBlankOrDash(index));
    }

    private static boolean passesLuhn(int[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i];
            int doubled = i % 2 == 1 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
