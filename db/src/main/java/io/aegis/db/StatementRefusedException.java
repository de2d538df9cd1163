/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.storage.DatabaseUnavailableException;

/** The database answered, and refused a statement for a reason that stays: the same again would be refused again. */
public final class StatementRefusedException extends DatabaseUnavailableException {

    private static final long serialVersionUID = 1L;

    private final boolean duplicate;

    StatementRefusedException(String message, Throwable cause, boolean duplicate) {
        super(message, cause);
        this.duplicate = duplicate;
    }

    /** Whether the reason is that a unique key holds such a row already. */
    public boolean isDuplicate() {
        return duplicate;
    }
}
