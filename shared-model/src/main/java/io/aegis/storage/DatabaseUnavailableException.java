/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

/** The store did not confirm within the deadline. A write may or may not have happened; repeating it is safe. */
public class DatabaseUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Wraps the reason.
     *
     * @param message for the log, without any customer's text
     * @param cause what the database said
     */
    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a reason that no exception told, such as no free connection before the deadline. */
    public DatabaseUnavailableException(String message) {
        super(message);
    }
}
