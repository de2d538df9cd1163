/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

/** Which submissions and notes are a customer's, in SQL. */
final class SubjectColumns {

    private static final String ANY_CASE = " COLLATE utf8mb4_uca1400_as_ci";

    /** Takes three pairs of spellings. */
    static final String ADDRESSED =
            "(" + holding("COALESCE(customer_ref, '')" + ANY_CASE) + " OR " + holding("COALESCE(author, '')" + ANY_CASE)
                    + " OR " + holding("COALESCE(external_id, '')" + ANY_CASE) + ")";

    /** Takes three pairs, for the sake of the other. */
    private static final String REFERENCED = "(customer_ref = ?" + " AND ? IS NOT NULL".repeat(5) + ")";

    private SubjectColumns() {}

    /**
     * Whether a text holds the customer; takes a pair of {@link DataSubject#spellings}.
     *
     * @param text an expression, whose collation says what is the same
     */
    static String holding(String text) {
        return "(LOCATE(?, " + text + ") OR COALESCE(LOCATE(NULLIF(?, ''), " + text + "), FALSE))";
    }

    /** The same, of a text that counts case. */
    static String holdingInAnyCase(String text) {
        return holding(text + ANY_CASE);
    }

    /** The condition; takes three pairs of spellings. */
    static String mine(DataSubject.Kind kind) {
        return switch (kind) {
            case CUSTOMER_REF -> REFERENCED;
            case ADDRESS -> ADDRESSED;
        };
    }
}
