/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sender says about a file. It outweighs what the file looks like; what is not said is found out.
 *
 * @param format how records are written
 * @param charset of a text file
 * @param separator between the fields of a CSV file
 * @param sheet of a workbook, by name or number
 * @param headerRow line of the header, the first being 1; 0 when there is none
 * @param column of the text, by name or number
 * @param map columns of metadata, by name or number
 */
public record FileOptions(
        Optional<FileFormat> format,
        Optional<Charset> charset,
        Optional<Character> separator,
        Optional<String> sheet,
        OptionalInt headerRow,
        Optional<String> column,
        Map<MetadataField, String> map) {

    /** Nothing said. */
    public static final FileOptions NONE = of(Map.of());

    /** Begins the names of options that say which column is which metadata. */
    public static final String MAP = "map.";

    private static final int LAST_HEADER_ROW = 10_000;
    private static final int LONGEST_NAME = 1000;

    /** Copies the map. */
    public FileOptions {
        map = Collections.unmodifiableMap(
                map.isEmpty() ? new EnumMap<>(MetadataField.class) : new EnumMap<MetadataField, String>(map));
    }

    /**
     * Options from their names and values. Other names, and values without a character, say nothing; a column cannot be mapped to
     * a field that there is not.
     *
     * @throws InvalidOptionException when there is no such value, or no such field
     */
    public static FileOptions of(Map<String, String> values) {
        Map<MetadataField, String> map = new EnumMap<>(MetadataField.class);
        values.forEach((name, value) -> {
            if (name.startsWith(MAP)) {
                MetadataField field = mapped(name);
                if (!value.isBlank()) {
                    map.put(field, column(name, value));
                }
            }
        });
        return new FileOptions(
                value(values, "format").map(FileOptions::format),
                value(values, "charset").map(FileOptions::charset),
                Optional.ofNullable(values.get("separator"))
                        .filter(text -> !text.isEmpty())
                        .map(FileOptions::separator),
                value(values, "sheet").map(name -> column("sheet", name)),
                headerRow(value(values, "header_row")),
                value(values, "column").map(name -> column("column", name)),
                map);
    }

    /** Whether a name is one of an option. */
    public static boolean isOption(String name) {
        return switch (name) {
            case "format", "charset", "separator", "sheet", "header_row", "column" -> true;
            default -> name.startsWith(MAP);
        };
    }

    /** By name, for {@link #of}: the same for options that say the same. */
    public SortedMap<String, String> toMap() {
        SortedMap<String, String> values = new TreeMap<>();
        format.ifPresent(each -> values.put("format", each.wireName()));
        charset.ifPresent(each -> values.put("charset", each.name()));
        separator.ifPresent(each -> values.put("separator", Dialect.separatorName(each)));
        sheet.ifPresent(each -> values.put("sheet", each));
        headerRow.ifPresent(each -> values.put("header_row", Integer.toString(each)));
        column.ifPresent(each -> values.put("column", each));
        map.forEach((field, each) -> values.put(MAP + field.wireName(), each));
        return values;
    }

    /** {@link #toMap()} as a JSON object: the same text for options that say the same. */
    public String toJson() {
        return LayoutJson.writeTexts(toMap());
    }

    /**
     * The options that {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    public static FileOptions fromJson(String json) {
        return of(LayoutJson.readTexts(json));
    }

    /** These, where others do not say something else. */
    public FileOptions with(FileOptions others) {
        SortedMap<String, String> values = toMap();
        values.putAll(others.toMap());
        return of(values);
    }

    private static Optional<String> value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static MetadataField mapped(String name) {
        return MetadataField.named(name.substring(MAP.length()))
                .orElseThrow(() -> new InvalidOptionException(
                        name,
                        "must be one of map.channel, map.customer_ref, map.external_id, map.occurred_at, map.rating, "
                                + "map.language, map.author"));
    }

    private static String column(String option, String name) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidOptionException(option, "must have up to " + LONGEST_NAME + " characters");
        }
        return name.strip();
    }

    private static FileFormat format(String name) {
        return FileFormat.named(name)
                .orElseThrow(() -> new InvalidOptionException("format", "must be csv, xlsx, jsonl or json"));
    }

    private static Charset charset(String name) {
        try {
            if (Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        } catch (IllegalCharsetNameException e) {
            // As unknown as a well-formed name that nobody knows.
        }
        throw new InvalidOptionException("charset", "must be a known character set, such as UTF-8 or windows-1252");
    }

    private static char separator(String name) {
        return Dialect.separator(name)
                .orElseThrow(() -> new InvalidOptionException(
                        "separator", "must be one character, or comma, semicolon, tab, pipe or none"));
    }

    private static OptionalInt headerRow(Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        String digits = text.get();
        if (digits.length() <= 5 && digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
            int row = Integer.parseInt(digits);
            if (row <= LAST_HEADER_ROW) {
                return OptionalInt.of(row);
            }
        }
        throw new InvalidOptionException(
                "header_row", "must be a line from 1 to " + LAST_HEADER_ROW + ", or 0 for a file without a header");
    }
}
