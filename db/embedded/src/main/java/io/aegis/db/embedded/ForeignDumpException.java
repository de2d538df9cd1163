/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

/** A file that is no whole backup of Aegis. The message ends the sentence that begins with the file's name. */
final class ForeignDumpException extends Exception {

    private static final long serialVersionUID = 1L;

    ForeignDumpException(String message) {
        super(message);
    }
}
