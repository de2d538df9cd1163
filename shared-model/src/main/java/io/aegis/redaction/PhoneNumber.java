/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A phone number, by the ways in which people write one: international with a plus (8 to 15 digits, ITU-T E.164);
 * North American in groups of 3, 3 and 4; national with a leading zero in groups (9 to 12 digits); or any 7 to 15
 * digits soon after a word such as "call" or "phone". Bare digits without any of these marks are order numbers.
 */
final class PhoneNumber implements Redactor.Kind {

    private static final int LOOK_BACK = 24;
    private static final Pattern CUE = Pattern.compile(
            "(?:phone|tel|telephone|call|mobile|cell|cellphone|whatsapp|sms|text|fax|ring|dial|contact)\\b[^\\d\\n]{0,16}$");
    private static final Pattern OTHER_NUMBER =
            Pattern.compile("order|invoice|ticket|case|ref|reference|account|transaction|tracking|#|[$€£]");

    @Override
    public String placeholder() {
        return "[PHONE]";
    }

    @Override
    public OptionalInt end(String text, int start) {
        int digitsFrom = start;
        boolean plus = text.charAt(digitsFrom) == '+';
        if (plus) {
            digitsFrom++;
        }
        if (digitsFrom < text.length() && text.charAt(digitsFrom) == '(') {
            digitsFrom++;
        }
        if (digitsFrom == text.length() || !Character.isDigit(text.charAt(digitsFrom)) || continues(text, start)) {
            return OptionalInt.empty();
        }
        DigitGroups numbers = DigitGroups.read(text, digitsFrom);
        if (plus) {
            return longest(numbers, 8, 15);
        }
        if (isDate(numbers)) {
            return OptionalInt.empty();
        }
        OptionalInt northAmerican = northAmerican(numbers);
        if (northAmerican.isPresent()) {
            return northAmerican;
        }
        if (isNational(numbers)) {
            return longest(numbers, 9, 12);
        }
        return isAnnounced(text, start) ? longest(numbers, 7, 15) : OptionalInt.empty();
    }

    /** Whether this is the rest of something longer, such as an order number with dashes. */
    private static boolean continues(String text, int start) {
        if (start == 0) {
            return false;
        }
        char before = text.charAt(start - 1);
        return Redactor.isWordCharacter(before)
                || (start > 1 && "-./".indexOf(before) >= 0 && Redactor.isWordCharacter(text.charAt(start - 2)));
    }

    private static OptionalInt longest(DigitGroups numbers, int min, int max) {
        OptionalInt end = OptionalInt.empty();
        int digits = 0;
        for (int group = 0; group < numbers.count(); group++) {
            digits += numbers.length(group);
            if (digits >= min && digits <= max) {
                end = OptionalInt.of(numbers.end(group));
            }
        }
        return end;
    }

    private static OptionalInt northAmerican(DigitGroups groups) {
        int first = groups.count() > 0 && groups.length(0) == 1 && groups.digit(0, 0) == 1 ? 1 : 0;
        if (!hasLengths(groups, first, 3, 3, 4)) {
            return OptionalInt.empty();
        }
        boolean goesOn = groups.count() > first + 3 && !groups.followsSpace(first + 3);
        return goesOn ? OptionalInt.empty() : OptionalInt.of(groups.end(first + 2));
    }

    private static boolean isNational(DigitGroups groups) {
        return groups.count() >= 2 && groups.digit(0, 0) == 0 && groups.length(0) >= 2 && groups.length(0) <= 6;
    }

    /** Day, month and year in any order. Two-digit years are only believed when nothing follows in the same manner. */
    private static boolean isDate(DigitGroups groups) {
        return hasLengths(groups, 0, 2, 2, 4)
                || hasLengths(groups, 0, 1, 2, 4)
                || hasLengths(groups, 0, 4, 2, 2)
                || (hasLengths(groups, 0, 2, 2, 2) && (groups.count() == 3 || !groups.followAlike(3, 2)));
    }

    private static boolean hasLengths(DigitGroups groups, int from, int first, int second, int third) {
        return groups.count() >= from + 3
                && groups.length(from) == first
                && groups.length(from + 1) == second
                && groups.length(from + 2) == third;
    }

    private static boolean isAnnounced(String text, int start) {
        int from = Math.max(0, start - LOOK_BACK);
        if (text.substring(from, start).chars().noneMatch(Character::isLetter)) {
            return false;
        }
        String before = text.substring(from, start).toLowerCase(Locale.ROOT);
        return CUE.matcher(before).find() && !OTHER_NUMBER.matcher(before).find();
    }
}
