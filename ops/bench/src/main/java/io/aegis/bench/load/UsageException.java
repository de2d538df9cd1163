/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

/** The command line, or a setting that it relies on, is wrong; the message tells the user how. */
final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
