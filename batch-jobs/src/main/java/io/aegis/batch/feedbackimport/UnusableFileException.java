/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.feedbackfile.UnreadableFileException;

/** A file of which no row can be read. The message is for the person who sent it. */
final class UnusableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }

    /** The same, said by what reads files. */
    static UnusableFileException of(UnreadableFileException e) {
        return new UnusableFileException(String.valueOf(e.getMessage()));
    }
}
