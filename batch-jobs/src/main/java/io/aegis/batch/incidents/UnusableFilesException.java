/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import java.io.Serial;

/** Files are not what they should be, or not where they may be. Its message is for operators. */
final class UnusableFilesException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableFilesException(String message) {
        super(message);
    }

    UnusableFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}
