/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.io.IOException;

/** A workbook that cannot be read. The message is for the person who sent it, and says what to do. */
public final class WorkbookException extends IOException {

    private static final long serialVersionUID = 1L;

    WorkbookException(String message) {
        super(message);
    }
}
