/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.util.List;

/**
 * A row of a sheet.
 *
 * @param number the first being 1
 * @param cells from the first column to the last that is not blank
 */
public record SheetRow(long number, List<String> cells) {

    /** Copies the cells. */
    public SheetRow {
        cells = List.copyOf(cells);
    }
}
