/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

/** The batch application did not do what it was asked for. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
