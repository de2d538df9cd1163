/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.csv;

import io.aegis.feedback.ControlCharacters;
import java.io.IOException;
import java.util.List;

/**
 * Writes CSV as RFC 4180 has it: commas, CRLF after every record, quotes where they are needed. Every cell passes {@link
 * Formulas#neutralised}, so that no spreadsheet runs what a customer wrote, and has no control characters but tabs and line ends. Not thread-safe; it holds nothing back, and
 * closing the target is the caller's.
 */
public final class CsvWriter {

    /** The media type of what it writes, when the target encodes UTF-8. */
    public static final String MEDIA_TYPE = "text/csv; charset=utf-8";

    /** Tabs and semicolons too: many spreadsheets split at them, whatever the file's name says. */
    private static final String NEEDS_QUOTES = ",;\t\"\r\n";

    private final Appendable out;

    /** @param out takes characters; best a buffered one */
    public CsvWriter(Appendable out) {
        this.out = out;
    }

    /**
     * Writes one record.
     *
     * @throws IOException when the target does
     */
    public void record(String... cells) throws IOException {
        record(List.of(cells));
    }

    /**
     * Writes one record.
     *
     * @param cells at least one
     * @throws IOException when the target does
     */
    public void record(List<String> cells) throws IOException {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("a record has at least one cell");
        }
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            // A record of one empty cell would be an empty line, which readers skip.
            append(Formulas.neutralised(ControlCharacters.without(cells.get(i))), cells.size() == 1);
        }
        out.append("\r\n");
    }

    private void append(String cell, boolean alone) throws IOException {
        if (needsQuotes(cell, alone)) {
            out.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            out.append(cell);
        }
    }

    private static boolean needsQuotes(String cell, boolean alone) {
        if (cell.isEmpty()) {
            return alone;
        }
        // Readers that strip cells leave quoted ones alone.
        return !cell.strip().equals(cell) || cell.chars().anyMatch(character -> NEEDS_QUOTES.indexOf(character) >= 0);
    }
}
