/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

/** The server cannot be had. The message is for a person: what is wrong, and what helps. */
public final class EmbeddedDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the remedy. */
    public EmbeddedDatabaseException(String message) {
        super(message);
    }

    /** With a message that names the remedy, and what was caught. */
    public EmbeddedDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
