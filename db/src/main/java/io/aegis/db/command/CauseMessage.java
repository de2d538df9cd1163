/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

/** What to tell an operator of an exception: the first cause's message, on one line. */
final class CauseMessage {

    private CauseMessage() {}

    static String of(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "The database did not do it: " + message.replaceAll("\\s+", " ");
    }
}
