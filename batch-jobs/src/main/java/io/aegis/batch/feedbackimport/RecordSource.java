/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.feedbackfile.RecordPosition;
import io.aegis.feedbackfile.RecordReader;
import io.aegis.feedbackfile.UnreadableFileException;
import java.io.IOException;
import java.util.Optional;

/** The records of a file, one after the other, between which reading can be taken up again. Not thread-safe. */
final class RecordSource implements AutoCloseable {

    private final RecordReader records;

    RecordSource(RecordReader records) {
        this.records = records;
    }

    /**
     * The next record; empty at the end.
     *
     * @throws UnusableFileException when the file is damaged there
     */
    Optional<FileRecord> next() {
        try {
            return records.next();
        } catch (UnreadableFileException e) {
            throw UnusableFileException.of(e);
        } catch (IOException e) {
            throw new IllegalStateException("the file cannot be read", e);
        }
    }

    /** Where the next record begins. */
    Position position() {
        RecordPosition position = records.position();
        return new Position(position.offset(), position.line());
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new IllegalStateException("the file cannot be closed", e);
        }
    }
}
