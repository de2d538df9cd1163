package io.aegis.db.imports;

/**
 * What became of rows of a file. Each row is exactly one of these.
 *
 * @param stored texts that were new
 * @param duplicate texts that were there before, in the database or earlier in the file
 * @param rejected records that are no feedback
 */
public record RowCounts(long stored, long duplicate, long rejected) {

    /** No rows. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0);

    /** All rows. */
    public long read() {
        return stored + duplicate + rejected;
    }
}
