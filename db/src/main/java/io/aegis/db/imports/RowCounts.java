/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

/**
 * What became of rows of a file. Each row is exactly one of these.
 *
 * @param stored texts that were new
 * @param duplicate texts that were there before, in the database or earlier in the file
 * @param rejected records that are no feedback
 * @param empty records of separators only, which count as none
 */
public record RowCounts(long stored, long duplicate, long rejected, long empty) {

    /** No rows. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0);

    /** Counts without empty records. */
    public RowCounts(long stored, long duplicate, long rejected) {
        this(stored, duplicate, rejected, 0);
    }

    /** These, and so many empty records. */
    RowCounts withEmpty(long records) {
        return new RowCounts(stored, duplicate, rejected, records);
    }

    /** All rows. */
    public long read() {
        return stored + duplicate + rejected;
    }
}
