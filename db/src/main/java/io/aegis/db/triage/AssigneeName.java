/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.naming.GivenName;
import java.util.Optional;

/**
 * Names of whom feedback is assigned to: a person, as a key or a proxy names them, or a department. Unlike names of what people make,
 * they may have any character that is seen.
 */
public final class AssigneeName {

    /** Stands for nobody where rows are looked for by whom they are assigned to. */
    public static final String NOBODY = "nobody";

    private AssigneeName() {}

    /**
     * Why nothing can be assigned to a name.
     *
     * @param name as {@link GivenName#tidy} makes it
     * @return a clause that goes on behind the name of a field; empty when nothing is wrong
     */
    public static Optional<String> mistakeIn(String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > TriageChange.MAX_ASSIGNEE) {
            return Optional.of("must have 1 to " + TriageChange.MAX_ASSIGNEE + " characters");
        }
        if (!GivenName.isSeen(name)) {
            return Optional.of("must be one line without invisible characters");
        }
        return GivenName.alike(name, NOBODY)
                ? Optional.of("must be a name; " + NOBODY + " stands for rows that nobody has")
                : Optional.empty();
    }
}
