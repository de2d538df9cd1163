/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads the records of a file, in their order, holding one at a time. Not thread-safe. */
public interface RecordReader extends Closeable {

    /**
     * The next record; empty at the end.
     *
     * @throws IOException when the file cannot be read
     * @throws UnreadableFileException when what comes is none of such a file, or more than is allowed
     */
    Optional<FileRecord> next() throws IOException;

    /** Behind the record that was read last; where another reader can go on. */
    RecordPosition position();
}
