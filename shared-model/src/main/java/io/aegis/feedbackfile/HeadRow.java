/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.List;
import java.util.Optional;

/**
 * A record at the beginning of a file, as it looks in one dialect.
 *
 * @param line on which it begins
 * @param end behind it
 * @param cells as they are; one when it is broken
 * @param broken whether it is not well-formed
 * @param record as an import will read it
 */
record HeadRow(long line, RecordPosition end, List<String> cells, boolean broken, FileRecord record) {

    /** A row that is taken apart already, and well-formed. */
    HeadRow(long line, RecordPosition end, List<String> cells) {
        this(line, end, cells, false, new FileRecord.Cells(line, cells, Optional.empty()));
    }

    /** Copies the cells. */
    HeadRow {
        cells = List.copyOf(cells);
    }

    /** Whether something is in the cell of a column that has no value. */
    boolean isFaulty(int column) {
        return record instanceof FileRecord.Cells row && row.faults().containsKey(column);
    }

    /** Cells that are not blank. */
    long filled() {
        return cells.stream().filter(cell -> !cell.isBlank()).count();
    }

    /** The cell of a column; blank where there is none. */
    String cell(int column) {
        return column < cells.size() ? cells.get(column).strip() : "";
    }
}
