/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

/** Rows were to be split from a group in which not all of them are, or which would keep none. */
public final class NotInGroupException extends Exception {

    private static final long serialVersionUID = 1L;

    NotInGroupException(String message) {
        super(message);
    }
}
