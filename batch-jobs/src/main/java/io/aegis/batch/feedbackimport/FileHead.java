package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.Position;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a file: what its first line says, and where what follows begins.
 *
 * @param columns what the first line says
 * @param rows where the first row begins
 */
record FileHead(Columns columns, Position rows) {

    /**
     * Reads it.
     *
     * @throws UnusableFileException when it does not say where the text is
     */
    static FileHead of(Pieces pieces) {
        // No separator: what a quote means is known only once this line is read.
        RecordSplitter lines = new RecordSplitter(new StagedBytes(pieces, ImportStaging.PIECE, 0), '\n', 1);
        RawRecord first = lines.next().orElseThrow(() -> new UnusableFileException("The file has no rows."));
        return new FileHead(Columns.of(new String(first.bytes(), StandardCharsets.UTF_8)), lines.position());
    }

    /** The rows from a position on; at the very beginning, behind the first line. */
    RecordSource from(Pieces pieces, Position position) {
        Position start = position.equals(Position.START) ? rows : position;
        return new RecordSplitter(
                new StagedBytes(pieces, ImportStaging.PIECE, start.bytes()), columns.separator(), start.line());
    }
}
