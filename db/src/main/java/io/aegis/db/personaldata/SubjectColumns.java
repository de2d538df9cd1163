/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.naming.FoldedText;

/** Which submissions and notes are a customer's, in SQL. */
final class SubjectColumns {

    private static final String ANY_CASE = " COLLATE utf8mb4_uca1400_as_ci";

    /**
     * Letters that are several without case, of which that collation knows nothing: sharp s, long s, ligatures, those with something
     * that has no letter of its own. Greek ones with an iota below are left to it.
     */
    private static final String SEVERAL =
            "\u00df\u1e9e\u017f\u0130\u0149\u01f0\u0587\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06";

    /** How many pairs of spellings {@link #ADDRESSED} takes. */
    static final int ADDRESSED_PAIRS = 4;

    /** Takes four pairs of spellings. */
    static final String ADDRESSED =
            "(" + holding("COALESCE(customer_ref, '')" + ANY_CASE) + " OR " + holding("COALESCE(author, '')" + ANY_CASE)
                    + " OR " + holding("COALESCE(external_id, '')" + ANY_CASE)
                    + " OR " + holding("COALESCE(channel, '')" + ANY_CASE) + ")";

    private SubjectColumns() {}

    /** A text in no case, where the collation of an expression does not see to it. */
    static String folded(String text) {
        return SEVERAL.codePoints()
                .mapToObj(Character::toString)
                .reduce(
                        text,
                        (rest, letter) -> "REPLACE(%s, '%s', '%s')".formatted(rest, letter, FoldedText.fold(letter)));
    }

    /**
     * Whether a text holds the customer; takes a pair of {@link DataSubject#spellings}.
     *
     * @param text an expression, whose collation says what is the same but for letters that are several without case
     */
    static String holding(String text) {
        String folded = folded(text);
        return "(LOCATE(?, " + folded + ") OR COALESCE(LOCATE(NULLIF(?, ''), " + folded + "), FALSE))";
    }

    /** The same, of a text that counts case. */
    static String holdingInAnyCase(String text) {
        return holding(text + ANY_CASE);
    }

    /** The condition; takes {@link DataSubject#own}. */
    static String mine(DataSubject.Kind kind) {
        return switch (kind) {
            case CUSTOMER_REF -> "(customer_ref = ?)";
            case ADDRESS -> ADDRESSED;
        };
    }
}
