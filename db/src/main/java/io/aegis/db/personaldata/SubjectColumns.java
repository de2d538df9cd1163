/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

/** Which submissions are a customer's, in SQL. */
final class SubjectColumns {

    /** Takes the address three times. */
    static final String ADDRESSED = """
            (LOCATE(?, COALESCE(customer_ref, '') COLLATE utf8mb4_uca1400_as_ci)
              OR LOCATE(?, COALESCE(author, '') COLLATE utf8mb4_uca1400_as_ci)
              OR LOCATE(?, COALESCE(external_id, '') COLLATE utf8mb4_uca1400_as_ci))""";

    /** Takes the reference three times, for the sake of the other. */
    private static final String REFERENCED = "(customer_ref = ? AND ? IS NOT NULL AND ? IS NOT NULL)";

    private SubjectColumns() {}

    /** The condition; takes the value three times. */
    static String mine(DataSubject.Kind kind) {
        return switch (kind) {
            case CUSTOMER_REF -> REFERENCED;
            case ADDRESS -> ADDRESSED;
        };
    }
}
