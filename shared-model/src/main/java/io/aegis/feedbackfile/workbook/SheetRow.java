/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.util.List;
import java.util.Map;

/**
 * A row of a sheet.
 *
 * @param number the first being 1
 * @param cells from the first column to the last that is not blank
 * @param faults why cells have no value although something is in them, by their columns, the first being 0
 */
public record SheetRow(long number, List<String> cells, Map<Integer, String> faults) {

    /** Copies the cells and faults. */
    public SheetRow {
        cells = List.copyOf(cells);
        faults = Map.copyOf(faults);
    }
}
