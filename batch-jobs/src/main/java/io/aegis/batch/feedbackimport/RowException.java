/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Reject;

/** A record that is no feedback, which is skipped. No stack trace: there may be many. */
final class RowException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final String content;

    /**
     * Skips a record.
     *
     * @param line on which the record begins
     * @param message for the person who sent the file
     * @param content what the rejects show
     */
    RowException(long line, String message, String content) {
        super(message, null, false, false);
        this.line = line;
        this.content = content;
    }

    /** What the person gets to see. */
    Reject reject() {
        return new Reject(line, String.valueOf(getMessage()), content);
    }
}
