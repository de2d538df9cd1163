/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.util.OptionalInt;

/** Whole numbers in attributes of cells: rows, columns, styles, texts. */
final class CellNumbers {

    private static final int MOST_DIGITS = 9;
    private static final int LETTERS = 26;
    private static final int MOST_LETTERS = 3;

    private CellNumbers() {}

    /** A whole number that is not negative; empty when it is none, or larger than any workbook has. */
    static OptionalInt parse(String digits) {
        if (digits.isEmpty()
                || digits.length() > MOST_DIGITS
                || !digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    /** The column of a cell such as {@code B7}, the first being 0; empty when it is none that a sheet has. */
    static OptionalInt column(String reference) {
        int column = 0;
        int i = 0;
        while (i < reference.length() && isLetter(reference.charAt(i))) {
            column = column * LETTERS + (Character.toUpperCase(reference.charAt(i)) - 'A' + 1);
            if (++i > MOST_LETTERS) {
                return OptionalInt.empty();
            }
        }
        return i == 0 ? OptionalInt.empty() : OptionalInt.of(column - 1);
    }

    private static boolean isLetter(char character) {
        return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }
}
