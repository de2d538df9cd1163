/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.io.IOException;

/** A provider sent more than any answer can be. */
final class ResponseTooLargeException extends IOException {

    ResponseTooLargeException(long limit) {
        super("more than " + limit + " bytes");
    }
}
