/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

/**
 * A place between two records, at which reading can go on.
 *
 * @param offset where {@link FileLayout#exact()}, the bytes of the file before it; elsewhere the records before it
 * @param line on which the next record begins, the first being 1; in a workbook its row, in a JSON array its number
 */
public record RecordPosition(long offset, long line) {

    /** Before everything. */
    public static final RecordPosition START = new RecordPosition(0, 1);
}
