/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The table of contents of a workbook. Workbooks that lack it, as some programs write them, have the sheets that lie where
 * sheets usually lie. Not thread-safe.
 */
public final class Workbook {

    private static final String FOLDER = "xl/";
    private static final String CONTENTS = "xl/workbook.xml";
    private static final int MAX_SHEETS = 1000;

    private final Parts parts;
    private final List<Sheet> sheets;
    private final boolean from1904;

    /** Where the parts of a workbook lie. */
    public interface Parts {

        /** Names of all parts. */
        List<String> names();

        /** A part; the caller closes it. */
        InputStream open(String name) throws IOException;
    }

    /** A sheet: its name, the part it lies in, and whether people see it. */
    private record Sheet(String name, String part, boolean visible) {}

    /** What the table of contents says of a sheet. */
    private record Entry(String name, String relation, boolean visible) {}

    private Workbook(Parts parts, List<Sheet> sheets, boolean from1904) {
        this.parts = parts;
        this.sheets = sheets;
        this.from1904 = from1904;
    }

    /**
     * Reads the table of contents.
     *
     * @throws WorkbookException when there is no sheet
     */
    public static Workbook open(Parts parts) throws IOException {
        List<Entry> entries = new ArrayList<>();
        boolean from1904 = false;
        try {
            from1904 = readContents(parts, entries);
        } catch (WorkbookException e) {
            // As good as none.
            entries.clear();
        }
        List<Sheet> sheets = sheets(parts, entries);
        if (sheets.isEmpty()) {
            throw new WorkbookException(
                    "The workbook has no sheet: open it in a spreadsheet program, and save it again as "
                            + ".xlsx or CSV.");
        }
        return new Workbook(parts, sheets, from1904);
    }

    private static boolean readContents(Parts parts, List<Entry> entries) throws IOException {
        boolean from1904 = false;
        Optional<PartReader> contents = part(parts, CONTENTS);
        if (contents.isEmpty()) {
            return false;
        }
        try (PartReader reader = contents.get()) {
            while (reader.next() && entries.size() < MAX_SHEETS) {
                if (reader.begins("workbookPr")) {
                    String value = reader.attribute("date1904").orElse("0");
                    from1904 = value.equals("1") || value.equals("true");
                } else if (reader.begins("sheet")) {
                    entries.add(new Entry(
                            reader.attribute("name").orElse("Sheet" + (entries.size() + 1)),
                            reader.attribute("id").orElse(""),
                            reader.attribute("state").orElse("visible").equals("visible")));
                }
            }
        }
        return from1904;
    }

    private static List<Sheet> sheets(Parts parts, List<Entry> entries) throws IOException {
        Map<String, String> relations = relations(parts);
        List<String> lying = parts.names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches("xl/worksheets/[^/]+\\.xml"))
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SHEETS)
                .toList();
        List<Sheet> sheets = new ArrayList<>();
        for (Entry entry : entries) {
            String target = relations.getOrDefault(entry.relation(), "");
            boolean known = lying.contains(target);
            if (known || (target.isEmpty() && sheets.size() < lying.size())) {
                sheets.add(new Sheet(entry.name(), known ? target : lying.get(sheets.size()), entry.visible()));
            }
        }
        if (sheets.isEmpty()) {
            lying.forEach(name -> sheets.add(new Sheet("Sheet" + (sheets.size() + 1), name, true)));
        }
        return List.copyOf(sheets);
    }

    private static Map<String, String> relations(Parts parts) throws IOException {
        Map<String, String> relations = new HashMap<>();
        Optional<PartReader> part = part(parts, "xl/_rels/workbook.xml.rels");
        if (part.isPresent()) {
            try (PartReader reader = part.get()) {
                while (reader.next() && relations.size() < MAX_SHEETS) {
                    if (reader.begins("Relationship")) {
                        String target = reader.attribute("Target").orElse("");
                        relations.put(
                                reader.attribute("Id").orElse(""),
                                target.startsWith("/") ? target.substring(1) : FOLDER + target);
                    }
                }
            }
        }
        return relations;
    }

    /** Names of the sheets, in their order. */
    public List<String> sheetNames() {
        return sheets.stream().map(Sheet::name).toList();
    }

    /** Number of the first sheet that people see, the first of all being 0. */
    public int firstVisible() {
        for (int i = 0; i < sheets.size(); i++) {
            if (sheets.get(i).visible()) {
                return i;
            }
        }
        return 0;
    }

    /**
     * The rows of a sheet; the caller closes them.
     *
     * @param sheet its number, the first being 0
     */
    public SheetRows rows(int sheet) throws IOException {
        NumberFormats formats;
        Optional<PartReader> styles = part(parts, "xl/styles.xml");
        if (styles.isPresent()) {
            try (PartReader reader = styles.get()) {
                formats = NumberFormats.of(from1904, Optional.of(reader));
            }
        } else {
            formats = NumberFormats.of(from1904, Optional.empty());
        }
        StringTable texts = new StringTable(part(parts, "xl/sharedStrings.xml"));
        return new SheetRows(new PartReader(parts.open(sheets.get(sheet).part())), texts, formats);
    }

    private static Optional<PartReader> part(Parts parts, String wanted) throws IOException {
        for (String name : parts.names()) {
            if (name.equalsIgnoreCase(wanted)) {
                return Optional.of(new PartReader(parts.open(name)));
            }
        }
        return Optional.empty();
    }
}
