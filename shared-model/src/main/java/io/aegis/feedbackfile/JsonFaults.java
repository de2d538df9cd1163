/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.util.Optional;

/**
 * Looks for what is wrong with a JSON list behind its beginning: one fault spoils all that follows it, so that an import would end
 * half-way, while a preview had promised all of it.
 */
final class JsonFaults {

    /** Most bytes of a file, as it was sent, that are looked at; a preview has no more. */
    private static final long LOOKED_AT = 64L << 20;

    /** Most characters of its values, as a packed file may have many more than its bytes. */
    private static final long MOST_CHARACTERS = 1L << 28;

    private static final int OF_AN_ELEMENT = 16;

    private JsonFaults() {}

    /**
     * Reads a file on to its end, or as far as is looked at.
     *
     * @throws UnreadableFileException when something is wrong, with what to do
     */
    static void refuse(FileSource source, FileLayout layout) throws IOException {
        FileSource bounded = position -> new PrefixInputStream(source.open(position), LOOKED_AT);
        long characters = 0;
        try (RecordReader records = FileRecords.open(bounded, layout, RecordPosition.START)) {
            Optional<FileRecord> next = records.next();
            while (next.isPresent() && characters < MOST_CHARACTERS) {
                characters += OF_AN_ELEMENT;
                if (next.get() instanceof FileRecord.Cells row) {
                    characters += row.cells().stream().mapToLong(String::length).sum();
                }
                next = records.next();
            }
        } catch (PrefixInputStream.PassedException e) {
            // What is behind is found when it is imported.
        }
    }
}
