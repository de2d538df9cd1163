/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the header of a table: below titles, over one row or several, or that there is none. A row is the header when it
 * has names that are known, or when what stands below it looks different.
 */
final class HeaderFinder {

    private static final int WITHIN = 30;
    private static final int COMPARED = 50;
    static final int LONGEST_NAME = 120;

    /** Of a column by itself nobody can tell a title from a text: so many lines above its name are titles. */
    private static final int MOST_TITLES = 1;

    /** A header of a row of many cells names at least one in six of them. */
    private static final int MOST_CELLS_A_NAME = 6;

    private final KnownColumns known;
    private final HeaderContrast contrast;

    HeaderFinder(KnownColumns known) {
        this.known = known;
        this.contrast = new HeaderContrast(known);
    }

    /**
     * Looks at the beginning of a table.
     *
     * @param rows of it
     * @param asked line of the header, when the sender says it
     */
    Header find(List<HeadRow> rows, OptionalInt asked) {
        int width = DelimitedHead.width(rows);
        if (asked.isPresent()) {
            refuseBeyond(rows, asked.getAsInt());
            return asked.getAsInt() == 0
                    ? none(width, true, "as asked for")
                    : header(rows, rowOf(rows, asked.getAsInt()), 1, width, "as asked for");
        }
        if (rows.isEmpty()) {
            return none(width, true, "the file has no rows");
        }
        Optional<Header> survey = SurveyHeader.qualtrics(rows, width, WITHIN);
        if (survey.isPresent()) {
            return survey.get();
        }
        OptionalInt named = named(rows);
        if (named.isPresent()) {
            int at = named.getAsInt();
            Header header = header(rows, at, goesOn(rows, at, width) ? 2 : 1, width, "it has names that are known");
            return isAmongRecords(rows.subList(0, at), width)
                    ? header.unsure("the rows above it may be records")
                    : header;
        }
        return byContrast(rows, width);
    }

    /** Whether what stands above a header is as full as records are, rather than titles: it would not be read. */
    private static boolean isAmongRecords(List<HeadRow> above, int width) {
        return above.stream().anyMatch(row -> !row.broken() && row.filled() >= width)
                && (width > 1 || above.stream().filter(row -> row.filled() > 0).count() > MOST_TITLES);
    }

    private static boolean goesOn(List<HeadRow> rows, int at, int width) {
        return at + 1 < rows.size()
                && (SurveyHeader.isAnswerKinds(rows.get(at + 1))
                        || SurveyHeader.isBelowGroups(
                                rows.get(at),
                                rows.get(at + 1),
                                rows.subList(at + 2, Math.min(rows.size(), at + 2 + COMPARED)),
                                width));
    }

    private static Header none(int width, boolean sure, String why) {
        return new Header(0, 0, TableColumns.numbered(width), sure, why, Optional.empty());
    }

    private static void refuseBeyond(List<HeadRow> rows, int line) {
        if (!rows.isEmpty()
                && line >= rows.getLast().end().line()
                && line > rows.getLast().line()) {
            throw new InvalidOptionException(
                    "header_row",
                    "must be one of the " + rows.getLast().line()
                            + " lines that were looked at, or 0 for a file without a header");
        }
    }

    /** The row that a line is in. */
    private static int rowOf(List<HeadRow> rows, int line) {
        int row = 0;
        for (int i = 0; i < rows.size() && rows.get(i).line() <= line; i++) {
            row = i;
        }
        return row;
    }

    private static Header header(List<HeadRow> rows, int first, int count, int width, String why) {
        if (rows.isEmpty()) {
            return none(width, true, "the file has no rows");
        }
        int last = Math.min(first + count, rows.size()) - 1;
        HeadRow row = rows.get(first);
        int named = last(row);
        if (last == first && isShifted(rows.subList(last + 1, rows.size()), named)) {
            List<String> names = new ArrayList<>(cells(row, named));
            names.addFirst("");
            return new Header(
                    (int) row.line(),
                    last + 1,
                    TableColumns.of(names),
                    true,
                    why + "; the numbers of rows before the first column have no name",
                    Optional.of(rows.get(last).end()));
        }
        boolean filled = rows.stream().skip(last + 1L).anyMatch(each -> last(each) > named);
        // Blank fields behind the last name are no columns; what stands there later makes a record too long.
        int columns = filled || last > first ? Math.max(width, named) : Math.max(1, named);
        TableColumns names = last == first
                ? TableColumns.of(cells(row, columns))
                : SurveyHeader.joined(rows.subList(first, last + 1), columns);
        return new Header(
                (int) row.line(),
                last + 1,
                names,
                last == first ? Math.min(Math.max(1, named), columns) : columns,
                true,
                why,
                Optional.of(rows.get(last).end()));
    }

    /** Whether each record begins with its number, for which the header has no name, as R writes tables. */
    private static boolean isShifted(List<HeadRow> records, int named) {
        for (int i = 0; i < records.size(); i++) {
            HeadRow record = records.get(i);
            if (record.broken()
                    || record.cells().size() != named + 1
                    || !isQuoted(record)
                    || !record.cell(0).equals(Integer.toString(i + 1))) {
                return false;
            }
        }
        return named > 1 && records.size() > 1;
    }

    private static boolean isQuoted(HeadRow record) {
        return record.record() instanceof FileRecord.Encoded raw && raw.bytes().length > 0 && raw.bytes()[0] == '"';
    }

    /** TableColumns up to the last that has a name. */
    private static int last(HeadRow row) {
        int last = row.cells().size();
        while (last > 0 && row.cell(last - 1).isEmpty()) {
            last--;
        }
        return last;
    }

    private static List<String> cells(HeadRow row, int columns) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            cells.add(row.cell(i));
        }
        return cells;
    }

    /** The first row with most known names: two, or that of the text. */
    private OptionalInt named(List<HeadRow> rows) {
        int best = -1;
        int most = 0;
        for (int i = 0; i < Math.min(WITHIN, rows.size()); i++) {
            int names = namesIn(rows.get(i));
            if (names > most) {
                most = names;
                best = i;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private int namesIn(HeadRow row) {
        Set<String> names = new HashSet<>();
        boolean text = false;
        for (String cell : row.cells()) {
            CellKind kind = CellKind.of(cell);
            if (cell.length() > LONGEST_NAME || kind == CellKind.MOMENT) {
                return 0;
            }
            if (known.knows(cell)) {
                names.add(KnownColumns.plain(cell));
                text |= known.textTier(cell).isPresent();
            }
        }
        boolean alone = row.cells().size() == 1;
        boolean header = alone ? text : names.size() > 1 || (text && row.filled() > 1);
        return header && (long) names.size() * MOST_CELLS_A_NAME >= row.filled() ? names.size() : 0;
    }

    /** Whether a row has a name that is known where all rows below it have a number or a time, and itself no value. */
    private boolean isNamedAboveValues(HeadRow row, List<HeadRow> below) {
        boolean plain = row.cells().stream().map(CellKind::of).noneMatch(HeaderFinder::isValue);
        return plain
                && !below.isEmpty()
                && IntStream.range(0, row.cells().size())
                        .anyMatch(column -> known.knows(row.cell(column))
                                && below.stream().allMatch(each -> isValue(CellKind.of(each.cell(column)))));
    }

    private static boolean isValue(CellKind kind) {
        return kind == CellKind.NUMBER || kind == CellKind.MOMENT;
    }

    private Header byContrast(List<HeadRow> rows, int width) {
        int first = 0;
        while (first < Math.min(WITHIN, rows.size()) - 1 && HeaderContrast.isTitle(rows.get(first), width)) {
            first++;
        }
        HeadRow row = rows.get(first);
        if (first + 1 < rows.size() && SurveyHeader.isAnswerKinds(rows.get(first + 1)) && row.filled() > 1) {
            return header(rows, first, 2, width, "kinds of answers stand below it");
        }
        List<HeadRow> below = rows.subList(first + 1, Math.min(rows.size(), first + 1 + COMPARED));
        if (isNamedAboveValues(row, below)) {
            return header(rows, first, 1, width, "it has a name that is known, above values");
        }
        if (HeaderContrast.looksLikeRecord(row, width)) {
            Header none = none(width, true, "the first row looks like the others");
            return first == 0
                    ? none
                    : new Header(
                            0,
                            first,
                            none.columns(),
                            true,
                            none.why(),
                            Optional.of(rows.get(first - 1).end()));
        }
        if (contrast.isSeen(row, below, width)) {
            return header(rows, first, 1, width, "the rows below it look different");
        }
        return header(rows, first, 1, width, "it may be a header")
                .unsure("the first row may be a header, or a record like the others");
    }
}
