/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.SheetName;
import io.aegis.feedbackfile.workbook.SheetRow;
import io.aegis.feedbackfile.workbook.SheetRows;
import io.aegis.feedbackfile.workbook.Workbook;
import io.aegis.feedbackfile.workbook.WorkbookException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what the rows of a workbook are: which sheet, which header. Immutable. */
final class WorkbookInspector {

    private final KnownColumns known;

    WorkbookInspector(KnownColumns known) {
        this.known = known;
    }

    /** The first rows of the sheet that is asked for, or of the first one that shows. */
    TableHead inspect(FileSource source, Compression packing, FileOptions options) throws IOException {
        if (options.format().filter(format -> format != FileFormat.XLSX).isPresent()) {
            throw new UnreadableFileException("The file is a workbook (.xlsx), not "
                    + options.format().get().wireName() + ": leave the format away.");
        }
        try (InputStream in = Decompression.open(source, packing);
                Archive archive = Archive.of(in)) {
            if (!archive.isWorkbook()) {
                throw new UnreadableFileException("The archive holds another archive: unpack it once.");
            }
            Workbook workbook = Workbook.open(archive);
            SheetName sheet = sheet(workbook, options.sheet());
            List<HeadRow> rows = new ArrayList<>();
            try (SheetRows sheetRows = workbook.rows(sheet.number())) {
                Optional<SheetRow> next = sheetRows.next();
                while (next.isPresent() && rows.size() < DelimitedHead.ROWS) {
                    SheetRow row = next.get();
                    RecordPosition end = new RecordPosition(row.number(), row.number() + 1);
                    rows.add(new HeadRow(
                            row.number(),
                            end,
                            row.cells(),
                            false,
                            new FileRecord.Cells(row.number(), row.cells(), Optional.empty(), row.faults())));
                    next = sheetRows.next();
                }
            }
            List<HeadRow> even = even(rows);
            Header header = new HeaderFinder(known).find(even, options.headerRow());
            return new TableHead(
                    packing,
                    FileFormat.XLSX,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(sheet),
                    header,
                    even.subList(Math.min(header.rows(), even.size()), even.size()),
                    Map.of(
                            "format",
                            "the file is a workbook",
                            "sheet",
                            options.sheet().isPresent() ? "as asked for" : "it is the first one"),
                    options.sheet().isPresent() ? List.of() : others(workbook, sheet),
                    List.of(),
                    List.of());
        } catch (WorkbookException e) {
            throw new UnreadableFileException(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> others(Workbook workbook, SheetName sheet) {
        List<String> names = new ArrayList<>(workbook.sheetNames());
        names.remove(sheet.number());
        return names;
    }

    /** Sheets have no cells behind the last one of a row that is not blank: all rows get as many. */
    private static List<HeadRow> even(List<HeadRow> rows) {
        int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>(row.cells());
                    while (cells.size() < width) {
                        cells.add("");
                    }
                    return new HeadRow(row.line(), row.end(), cells, false, row.record());
                })
                .toList();
    }

    private static SheetName sheet(Workbook workbook, Optional<String> asked) throws UnreadableFileException {
        List<String> names = workbook.sheetNames();
        if (asked.isEmpty()) {
            int first = workbook.firstVisible();
            return new SheetName(first, names.get(first));
        }
        String wanted = asked.get();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).strip().equalsIgnoreCase(wanted)) {
                return new SheetName(i, names.get(i));
            }
        }
        if (wanted.matches("[1-9]\\d{0,2}") && Integer.parseInt(wanted) <= names.size()) {
            int number = Integer.parseInt(wanted) - 1;
            return new SheetName(number, names.get(number));
        }
        throw new UnreadableFileException("The workbook has no sheet '" + wanted + "': name one of "
                + String.join(", ", names.subList(0, Math.min(FilePreview.ROWS, names.size()))) + ".");
    }
}
