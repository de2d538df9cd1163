/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

/** Rows were to be split from a group in which not all of them are, or which would keep none. */
public final class NotInGroupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotInGroupException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What the rows must be, for whoever named them: {@code must leave a row in the group}. */
    public String reason() {
        return reason;
    }
}
