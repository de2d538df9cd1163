/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

/** A cursor that no page of this product gave. */
public final class BadCursorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    BadCursorException() {
        super("not a cursor of this list");
    }
}
