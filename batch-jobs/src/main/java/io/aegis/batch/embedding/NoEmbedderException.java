/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

/** No vectors can be made on this machine, or of this text. */
public final class NoEmbedderException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoEmbedderException(String message, Throwable cause) {
        super(message, cause);
    }
}
