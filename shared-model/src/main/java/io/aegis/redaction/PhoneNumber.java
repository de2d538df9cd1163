package io.aegis.redaction;

import io.aegis.redaction.DigitGroups.Group;
import java.util.List;
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
        if (isDate(numbers.groups())) {
            return OptionalInt.empty();
        }
        OptionalInt northAmerican = northAmerican(numbers.groups());
        if (northAmerican.isPresent()) {
            return northAmerican;
        }
        if (isNational(numbers.groups())) {
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
        for (Group group : numbers.groups()) {
            digits += group.length();
            if (digits >= min && digits <= max) {
                end = OptionalInt.of(group.end());
            }
        }
        return end;
    }

    private static OptionalInt northAmerican(List<Group> groups) {
        int first = !groups.isEmpty() && groups.getFirst().digits().equals("1") ? 1 : 0;
        if (groups.size() < first + 3 || !hasLengths(groups.subList(first, first + 3), 3, 3, 4)) {
            return OptionalInt.empty();
        }
        boolean goesOn =
                groups.size() > first + 3 && !groups.get(first + 3).separator().isBlank();
        return goesOn
                ? OptionalInt.empty()
                : OptionalInt.of(groups.get(first + 2).end());
    }

    private static boolean isNational(List<Group> groups) {
        return groups.size() >= 2
                && groups.getFirst().digits().startsWith("0")
                && groups.getFirst().length() >= 2
                && groups.getFirst().length() <= 6;
    }

    /** Day, month and year in any order. Two-digit years are only believed when nothing follows in the same manner. */
    private static boolean isDate(List<Group> groups) {
        if (groups.size() < 3) {
            return false;
        }
        List<Group> three = groups.subList(0, 3);
        boolean goesOn = groups.size() > 3
                && groups.get(3).separator().equals(groups.get(2).separator());
        return hasLengths(three, 2, 2, 4)
                || hasLengths(three, 1, 2, 4)
                || hasLengths(three, 4, 2, 2)
                || (hasLengths(three, 2, 2, 2) && !goesOn);
    }

    private static boolean hasLengths(List<Group> groups, int first, int second, int third) {
        return groups.get(0).length() == first
                && groups.get(1).length() == second
                && groups.get(2).length() == third;
    }

    private static boolean isAnnounced(String text, int start) {
        String before = text.substring(Math.max(0, start - LOOK_BACK), start).toLowerCase(Locale.ROOT);
        return CUE.matcher(before).find() && !OTHER_NUMBER.matcher(before).find();
    }
}
