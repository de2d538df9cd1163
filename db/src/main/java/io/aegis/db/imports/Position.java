/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

/**
 * A place between two records of a staged file.
 *
 * @param bytes staged bytes before it
 * @param line on which the next record begins; the first is 1
 */
public record Position(long bytes, long line) {

    /** Before everything. */
    public static final Position START = new Position(0, 1);
}
