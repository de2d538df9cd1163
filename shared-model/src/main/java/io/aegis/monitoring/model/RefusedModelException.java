/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.io.Serial;

/** A stored model is not what it should be: changed since it was written, foreign, too large, or made by another version. */
public final class RefusedModelException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Refused for this reason. */
    public RefusedModelException(String message) {
        super(message);
    }

    /** Refused for this reason. */
    public RefusedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
