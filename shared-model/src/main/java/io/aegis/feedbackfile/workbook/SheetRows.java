/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The rows of one sheet, one at a time. Not thread-safe. */
public final class SheetRows implements Closeable {

    /** Most columns that are not blank. */
    public static final int MAX_COLUMNS = 1000;

    private static final int MAX_ROWS = 1 << 20;
    private static final int LONGEST_ERROR = 20;

    /** From so many characters on, a text that cells share counts each time that one has it. */
    private static final int LONG = 256;

    /** Most characters that long texts may become in all cells, besides four times what they are themselves. */
    private static final long MOST_REPEATED = 32 << 20;

    private static final String NOT_CALCULATED =
            "the cell holds a formula without its result: open the workbook in a spreadsheet program, save it, and send it again";

    private final PartReader part;
    private final StringTable texts;
    private final NumberFormats formats;
    private long number;
    private int rows;
    private long repeated;
    private boolean ended;

    SheetRows(PartReader part, StringTable texts, NumberFormats formats) {
        this.part = part;
        this.texts = texts;
        this.formats = formats;
    }

    /**
     * The next row that the sheet has, blank or not; empty at the end.
     *
     * @throws WorkbookException when the sheet is not well-formed, or larger than sheets are
     */
    public Optional<SheetRow> next() throws IOException {
        while (!ended && part.next()) {
            if (part.ends("sheetData")) {
                break;
            }
            if (part.begins("row")) {
                if (++rows > MAX_ROWS) {
                    throw new WorkbookException("The sheet has more than " + MAX_ROWS + " rows: split it.");
                }
                number = part.attribute("r")
                        .map(text -> (long) CellNumbers.parse(text).orElse(0))
                        .filter(each -> each > number)
                        .orElse(number + 1);
                Map<Integer, String> faults = new HashMap<>();
                return Optional.of(new SheetRow(number, cells(faults), faults));
            }
        }
        ended = true;
        return Optional.empty();
    }

    private List<String> cells(Map<Integer, String> faults) throws IOException {
        List<String> cells = new ArrayList<>();
        int following = 0;
        while (part.next() && !part.ends("row")) {
            if (part.begins("c")) {
                int column = part.attribute("r")
                        .map(CellNumbers::column)
                        .filter(each -> each.isPresent())
                        .map(each -> each.getAsInt())
                        .orElse(following);
                following = column + 1;
                int at = column;
                String value = cell(fault -> faults.put(at, fault));
                if (!value.isEmpty()) {
                    set(cells, column, value);
                }
            }
        }
        return cells;
    }

    private static void set(List<String> cells, int column, String value) throws WorkbookException {
        if (column >= MAX_COLUMNS) {
            throw new WorkbookException("The sheet has more than " + MAX_COLUMNS
                    + " columns: keep the few that matter, and save it again.");
        }
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, value);
    }

    private String cell(Consumer<String> faults) throws IOException {
        String type = part.attribute("t").orElse("n");
        int style = CellNumbers.parse(part.attribute("s").orElse("")).orElse(-1);
        String value = "";
        boolean formula = false;
        while (part.next() && !part.ends("c")) {
            formula |= part.begins("f");
            if (part.begins("v")) {
                value = part.text("v"::equals);
            } else if (part.begins("is")) {
                value = part.text("t"::equals);
            }
        }
        if (formula && value.isEmpty() && !type.equals("str")) {
            faults.accept(NOT_CALCULATED);
        } else if (type.equals("e")) {
            faults.accept("the cell holds an error (%s): mend it in a spreadsheet program, and send the workbook again"
                    .formatted(value.length() > LONGEST_ERROR ? "#" : value));
        }
        return switch (type) {
            case "s" -> text(value);
            case "n" -> value.isEmpty() ? "" : formats.write(value, style);
            case "b" -> value.equals("1") ? "true" : "false";
            // An error is no value; it was told above.
            case "e" -> "";
            default -> EscapedText.read(value);
        };
    }

    private String text(String index) throws IOException {
        var number = CellNumbers.parse(index.strip());
        String text = number.isPresent() ? texts.get(number.getAsInt()).orElse("") : "";
        if (text.length() >= LONG) {
            repeated += text.length();
            if (repeated > MOST_REPEATED + 4 * texts.length()) {
                throw new WorkbookException(
                        "The sheet repeats long texts so often that it becomes many times its size: save it as CSV.");
            }
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        try (texts) {
            part.close();
        }
    }
}
