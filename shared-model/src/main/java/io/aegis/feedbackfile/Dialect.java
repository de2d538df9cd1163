/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.opencsv.CSVParserBuilder;
import com.opencsv.ICSVParser;
import com.opencsv.RFC4180ParserBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How fields are set apart in a CSV file. RFC 4180 is a comma and {@link Quoting#DOUBLED}.
 *
 * @param separator between fields; {@link #NONE} in a file of one column
 * @param quoting how fields hold what would end them
 */
record Dialect(char separator, Quoting quoting) {

    /** In a file of one column a comma is a character like any other; this one ends a record before it could separate. */
    static final char NONE = '\n';

    private static final Map<Character, String> NAMES =
            Map.of(',', "comma", ';', "semicolon", '\t', "tab", '|', "pipe", NONE, "none");

    /** What quotes a field, and what makes a quote in it an ordinary character. */
    enum Quoting {
        /** A quote in a quoted field is doubled. */
        DOUBLED('"', '\0'),
        /** A backslash stands before it. */
        BACKSLASH('"', '\\'),
        /** As {@link #DOUBLED}, with apostrophes. */
        APOSTROPHE('\'', '\0'),
        /** As {@link #BACKSLASH}, with apostrophes. */
        APOSTROPHE_BACKSLASH('\'', '\\'),
        /** There are no quotes; a backslash stands before a separator or line end that is none: {@link BackslashEscapes}. */
        BACKSLASH_ONLY('\0', '\\'),
        /** Nothing is quoted; cells are padded, with bars between them and at both ends: {@link AsciiTable}. */
        BARRED('\0', '\0'),
        /** As {@link #BARRED}, with bars between cells only. */
        CROSSED('\0', '\0');

        /** Those of files that programs write for programs. */
        static final List<Quoting> WRITTEN =
                List.of(DOUBLED, BACKSLASH, APOSTROPHE, APOSTROPHE_BACKSLASH, BACKSLASH_ONLY);

        private final char quote;
        private final char escape;

        Quoting(char quote, char escape) {
            this.quote = quote;
            this.escape = escape;
        }

        /** Whether it is that of a table that is drawn for people. */
        boolean isDrawn() {
            return this == BARRED || this == CROSSED;
        }

        /** Opens and closes a field; 0 when nothing does. */
        char quote() {
            return quote;
        }

        /** Makes the next character an ordinary one; 0 when nothing does. */
        char escape() {
            return escape;
        }
    }

    /** A parser of such records, for one thread. */
    ICSVParser parser() {
        if (quoting.escape() == 0) {
            return new RFC4180ParserBuilder()
                    .withSeparator(separator)
                    .withQuoteChar(quoting.quote())
                    .build();
        }
        return new CSVParserBuilder()
                .withSeparator(separator)
                .withQuoteChar(quoting.quote())
                .withEscapeChar(quoting.escape())
                .build();
    }

    /** How options and answers call a separator. */
    static String separatorName(char separator) {
        return NAMES.getOrDefault(separator, Character.toString(separator));
    }

    /** The separator of that name, or that is the name. */
    static Optional<Character> separator(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        for (Map.Entry<Character, String> each : NAMES.entrySet()) {
            if (each.getValue().equals(plain)) {
                return Optional.of(each.getKey());
            }
        }
        if (plain.equals("\\t")) {
            return Optional.of('\t');
        }
        String one = name.length() == 1 ? name : plain;
        return one.length() == 1 && maySeparate(one.charAt(0)) ? Optional.of(one.charAt(0)) : Optional.empty();
    }

    private static boolean maySeparate(char character) {
        return character < 0x80
                && !Character.isLetterOrDigit(character)
                && "\"'\\\r\n".indexOf(character) < 0
                && (character == '\t' || character >= ' ');
    }
}
