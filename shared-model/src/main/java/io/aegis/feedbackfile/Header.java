/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Optional;

/**
 * What stands above the records of a table.
 *
 * @param line of the header, the first being 1; 0 when there is none
 * @param rows of the table before the first record: titles and header
 * @param columns of the table
 * @param named columns up to the last that has a name; all of them where there is no header
 * @param sure whether it is clear that the header is one, or that there is none
 * @param why it is taken for that
 * @param start behind the header; empty at the beginning of the table
 */
record Header(
        int line, int rows, TableColumns columns, int named, boolean sure, String why, Optional<RecordPosition> start) {

    /** A header whose columns all have names, or that is none. */
    Header(int line, int rows, TableColumns columns, boolean sure, String why, Optional<RecordPosition> start) {
        this(line, rows, columns, columns.count(), sure, why, start);
    }

    /** The same, at a place. */
    Header at(RecordPosition place) {
        return new Header(line, rows, columns, named, sure, why, Optional.of(place));
    }

    /** The same, known by something else. */
    Header because(String reason) {
        return new Header(line, rows, columns, named, sure, reason, start);
    }

    /** The same, of which it is not clear that it is one. */
    Header unsure(String reason) {
        return new Header(line, rows, columns, named, false, reason, start);
    }
}
