/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the records of a file are written, once it is unpacked. */
public enum FileFormat {
    /** Fields between separators: commas, semicolons, tabs, pipes. */
    CSV,
    /** A workbook of Excel 2007 or later. */
    XLSX,
    /** One JSON object a line. */
    JSONL,
    /** An array of JSON objects, maybe inside another object. */
    JSON;

    /** As options and answers name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that name, in any case; {@code tsv} and {@code ndjson} are other names of two. */
    public static Optional<FileFormat> named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "tsv" -> Optional.of(CSV);
            case "ndjson" -> Optional.of(JSONL);
            default ->
                Arrays.stream(values())
                        .filter(each -> each.wireName().equals(plain))
                        .findFirst();
        };
    }
}
