/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record as it lies in a file. */
public sealed interface FileRecord {

    /** The line on which it begins, the first being 1; in a workbook its row, in a JSON array its number. */
    long line();

    /**
     * A record of a text file, without its line end.
     *
     * @param line on which it begins
     * @param bytes in the character set of the file; nobody changes them
     * @param problem why it is none; empty when it is well-formed
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Encoded(long line, byte[] bytes, Optional<String> problem) implements FileRecord {}

    /**
     * A record that is taken apart already.
     *
     * @param line its row or number
     * @param cells in the order of {@link FileLayout#columns()}
     * @param problem why it is none; empty when it is well-formed
     * @param faults why cells have no value although something is in them, by their columns, the first being 0
     */
    record Cells(long line, List<String> cells, Optional<String> problem, Map<Integer, String> faults)
            implements FileRecord {

        /** Copies the cells and faults. */
        public Cells {
            cells = List.copyOf(cells);
            faults = Map.copyOf(faults);
        }

        /** A record whose cells all have what is in them. */
        public Cells(long line, List<String> cells, Optional<String> problem) {
            this(line, cells, problem, Map.of());
        }
    }
}
