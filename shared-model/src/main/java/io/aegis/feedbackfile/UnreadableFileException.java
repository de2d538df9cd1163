/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;

/**
 * A file of which no row can be read. The message is for the person who sent it: its first sentence says what the file is
 * and what to do.
 */
public final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message for the person who sent the file */
    public UnreadableFileException(String message) {
        super(message);
    }
}
