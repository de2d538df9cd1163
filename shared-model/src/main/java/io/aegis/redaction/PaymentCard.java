package io.aegis.redaction;

import java.util.List;
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
    private static final String NETWORKS = "23456";

    @Override
    public String placeholder() {
        return "[CARD]";
    }

    @Override
    public OptionalInt end(String text, int start) {
        if (Character.digit(text.charAt(start), 10) < 0) {
            return OptionalInt.empty();
        }
        List<DigitGroups.Group> groups = DigitGroups.read(text, start).groups();
        StringBuilder digits = new StringBuilder(MAX_DIGITS + 1);
        OptionalInt end = OptionalInt.empty();
        for (int i = 0; i < groups.size() && joins(groups, i); i++) {
            digits.append(groups.get(i).digits());
            if (isCard(digits)) {
                end = OptionalInt.of(groups.get(i).end());
            }
        }
        return end;
    }

    private static boolean joins(List<DigitGroups.Group> groups, int index) {
        if (index == 0) {
            return true;
        }
        DigitGroups.Group group = groups.get(index);
        return group.length() <= MAX_GROUP
                && groups.getFirst().length() <= MAX_GROUP
                && group.separator().chars().allMatch(c -> DigitGroups.isBlankOrDash((char) c));
    }

    private static boolean isCard(CharSequence digits) {
        return digits.length() >= MIN_DIGITS
                && digits.length() <= MAX_DIGITS
                && NETWORKS.indexOf(digits.charAt(0)) >= 0
                && passesLuhn(digits);
    }

    private static boolean passesLuhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
