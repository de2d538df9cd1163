/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.List;

/**
 * What a file would become.
 *
 * @param layout what was decided
 * @param columns with up to three values each
 * @param candidates names of the columns that may be the text, when that is open
 * @param charsets character sets that the text may be in, the likeliest first, when that is open
 * @param rows what the first ten records would become; none while the text is not known
 * @param problems sentences for the person who sends the file, the first of which says what to do; none when all is clear
 * @param needsMapping whether a person has to say more before the file is imported
 */
public record FilePreview(
        FileLayout layout,
        List<Column> columns,
        List<String> candidates,
        List<Reading> charsets,
        List<Row> rows,
        List<String> problems,
        boolean needsMapping) {

    /** Most rows that are shown. */
    public static final int ROWS = 10;

    /** Most values of a column that are shown. */
    public static final int SAMPLES = 3;

    /**
     * A column.
     *
     * @param name there once
     * @param samples values that are not blank, up to 200 characters of each
     */
    public record Column(String name, List<String> samples) {

        /** Copies the list. */
        public Column {
            samples = List.copyOf(samples);
        }
    }

    /**
     * A record.
     *
     * @param line on which it begins
     * @param outcome what it would become
     */
    public record Row(long line, RowOutcome outcome) {}

    /**
     * What a text says in a character set.
     *
     * @param charset its name
     * @param sample the beginning of a line
     */
    public record Reading(String charset, String sample) {}

    /** Copies the lists. */
    public FilePreview {
        columns = List.copyOf(columns);
        candidates = List.copyOf(candidates);
        charsets = List.copyOf(charsets);
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }
}
