/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Everything that was decided about a file, and why. It is decided once, before anything is stored, and kept with the
 * import ({@link #toJson()}), so that every reader of the file reads the same.
 *
 * @param packing what the file lies in
 * @param format how its records are written
 * @param encoding of a text file
 * @param dialect of a CSV file
 * @param sheet of a workbook
 * @param headerRow line of the header, the first being 1; 0 when there is none
 * @param start behind the header: bytes of the unpacked text before it, or rows of the sheet
 * @param columns names, each there once
 * @param text the column of the text, the first being 0; empty while a person has to say it
 * @param places of metadata
 * @param dayFirst whether 03/04 is in April; empty when nobody knows
 * @param rejects whether the file is what an import gave back, with marks before formulas
 * @param why reasons, by what was decided: {@code format}, {@code charset}, {@code separator}, {@code header_row}, {@code
 *     column}, {@code sheet}
 */
public record FileLayout(
        Compression packing,
        FileFormat format,
        Optional<TextEncoding> encoding,
        Optional<TextDialect> dialect,
        Optional<SheetName> sheet,
        int headerRow,
        RecordPosition start,
        List<String> columns,
        OptionalInt text,
        Map<MetadataField, Place> places,
        Optional<Boolean> dayFirst,
        boolean rejects,
        Map<String, String> why) {

    /**
     * How a text is encoded.
     *
     * @param charset its name
     * @param confidence that it is so, 0 to 1
     * @param mark bytes of the byte order mark
     */
    public record TextEncoding(String charset, double confidence, int mark) {}

    /**
     * How fields are set apart.
     *
     * @param separator as options name it
     * @param quoting one of doubled, backslash, apostrophe, apostrophe_backslash, backslash_only, barred, crossed
     */
    public record TextDialect(String separator, String quoting) {}

    /**
     * A sheet.
     *
     * @param number the first being 0
     * @param name as people see it
     */
    public record SheetName(int number, String name) {}

    /**
     * Where a field of metadata is.
     *
     * @param column the first being 0
     * @param strict whether a value that does not fit rejects the row; else it is left out
     */
    public record Place(int column, boolean strict) {}

    /** Copies the collections. */
    public FileLayout {
        columns = List.copyOf(columns);
        places = Collections.unmodifiableMap(
                places.isEmpty() ? new EnumMap<>(MetadataField.class) : new EnumMap<MetadataField, Place>(places));
        why = Collections.unmodifiableMap(new TreeMap<>(why));
    }

    /** Whether the text is known, so that rows can be read. */
    public boolean isReadable() {
        return text.isPresent();
    }

    /**
     * Whether positions are bytes of the file as it was sent, so that reading can begin at any record; elsewhere it begins
     * at the file's beginning, and passes over the records before a position.
     */
    public boolean exact() {
        boolean lines = format == FileFormat.CSV || format == FileFormat.JSONL;
        return packing == Compression.NONE && lines && Encodings.of(this).isSplittable();
    }

    /** Name of the column of the text. */
    public Optional<String> column() {
        return text.isPresent() ? Optional.of(columns.get(text.getAsInt())) : Optional.empty();
    }

    /** Character set of a text file. */
    public Optional<String> charset() {
        return encoding.map(TextEncoding::charset);
    }

    /** The layout as JSON, for {@link #fromJson}. */
    public String toJson() {
        return LayoutJson.write(this);
    }

    /**
     * The layout that {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    public static FileLayout fromJson(String json) {
        return LayoutJson.read(json);
    }
}
