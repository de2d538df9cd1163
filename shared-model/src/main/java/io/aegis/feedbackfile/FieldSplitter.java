/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.opencsv.ICSVParser;
import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;
import java.util.List;

/** Takes one record of a CSV file apart. Not thread-safe. */
@FunctionalInterface
interface FieldSplitter {

    /**
     * The fields of a record, without their quotes.
     *
     * @throws IOException when it is not well-formed
     */
    List<String> split(String record) throws IOException;

    /** What takes the records of a dialect apart. */
    static FieldSplitter of(Dialect dialect) {
        if (dialect.quoting() == Quoting.BACKSLASH_ONLY) {
            return record -> BackslashEscapes.split(record, dialect.separator());
        }
        if (dialect.quoting().isDrawn()) {
            return AsciiTable.splitter(dialect.quoting());
        }
        ICSVParser parser = dialect.parser();
        return record -> List.of(parser.parseLine(record));
    }
}
