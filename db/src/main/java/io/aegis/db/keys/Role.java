/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import io.aegis.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the holder of a key may do. */
public enum Role {
    /** Submit feedback. */
    SUBMIT,
    /** Read, resolve and reopen feedback. */
    AGENT,
    /** Ask for anomalies and failures. */
    SCORING,
    /** Everything. */
    ADMIN;

    /** The name in commands and on the wire, such as {@code submit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this name. */
    public static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /**
     * Lets a caller act in the role, or not.
     *
     * @param caller who sent a request, when that is known
     * @throws ProblemException 401 without a valid key, 403 when the key lacks the role
     */
    public void require(Optional<Caller> caller) {
        if (!caller.orElseThrow(ProblemException::unauthorised).holds(this)) {
            throw ProblemException.forbidden(label());
        }
    }
}
