/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.util.Optional;

/**
 * Records of a file in which there is no way to begin but at its beginning: positions count records. Not thread-safe.
 */
final class NumberedRecords implements RecordReader {

    private final RecordReader records;
    private long number;
    private long line;

    private NumberedRecords(RecordReader records) {
        this.records = records;
        this.line = records.position().line();
    }

    /** Records behind so many, which are passed over. */
    static NumberedRecords of(RecordReader records, long passed) throws IOException {
        NumberedRecords numbered = new NumberedRecords(records);
        while (numbered.number < passed && numbered.next().isPresent()) {
            // Was read before.
        }
        return numbered;
    }

    @Override
    public Optional<FileRecord> next() throws IOException {
        Optional<FileRecord> next = records.next();
        if (next.isPresent()) {
            number++;
            line = records.position().line();
        }
        return next;
    }

    @Override
    public RecordPosition position() {
        return new RecordPosition(number, line);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
