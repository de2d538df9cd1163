/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.SheetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The beginning of a table, whatever it is written in.
 *
 * @param packing what the file lies in
 * @param format how its records are written
 * @param encoding of a text file
 * @param dialect of a CSV file
 * @param sheet of a workbook
 * @param header what stands above the records
 * @param records the first of them
 * @param why reasons
 * @param otherSheets names of those that could be looked at instead
 * @param doubts because of which a person has to say more, each with what to do
 * @param charsets character sets that a text may be in, where a person has to say it
 */
record TableHead(
        Compression packing,
        FileFormat format,
        Optional<Encoding> encoding,
        Optional<Dialect> dialect,
        Optional<SheetName> sheet,
        Header header,
        List<HeadRow> records,
        Map<String, String> why,
        List<String> otherSheets,
        List<String> doubts,
        List<FilePreview.Reading> charsets) {

    /** Copies the collections. */
    TableHead {
        records = List.copyOf(records);
        why = Map.copyOf(why);
        otherSheets = List.copyOf(otherSheets);
        doubts = List.copyOf(doubts);
        charsets = List.copyOf(charsets);
    }

    /** The same, where it is open which character set the text is in. */
    TableHead readAs(List<FilePreview.Reading> readings) {
        if (readings.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(doubts);
        all.add(CharsetReadings.doubt(readings));
        return new TableHead(
                packing, format, encoding, dialect, sheet, header, records, why, otherSheets, all, readings);
    }
}
