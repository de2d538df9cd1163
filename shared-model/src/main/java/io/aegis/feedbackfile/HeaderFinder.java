/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the header of a table: below titles, over one row or several, or that there is none. A row is the header when it
 * has names that are known, or when what stands below it looks different.
 */
final class HeaderFinder {

    private static final int WITHIN = 30;
    private static final int COMPARED = 50;
    private static final int LONGEST_NAME = 120;
    private static final int SHORT_NAME = 40;
    private static final double MOST = .6;
    private static final int LONGER = 3;

    /** The second row of SurveyMonkey: what kind of answer a column has. */
    private static final Set<String> ANSWER_KINDS = Set.of(
            "response",
            "open ended response",
            "antwort",
            "offene antwort",
            "antworten",
            "antwort offen",
            "beantwortung mit offenem ende",
            "antwort mit offenem ende",
            "freitext",
            "other please specify",
            "sonstiges bitte angeben");

    private final KnownColumns known;

    HeaderFinder(KnownColumns known) {
        this.known = known;
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
        Optional<Header> survey = qualtrics(rows, width);
        if (survey.isPresent()) {
            return survey.get();
        }
        OptionalInt named = named(rows);
        if (named.isPresent()) {
            int at = named.getAsInt();
            int count = at + 1 < rows.size() && isAnswerKinds(rows.get(at + 1)) ? 2 : 1;
            return header(rows, at, count, width, "it has names that are known");
        }
        return byContrast(rows, width);
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
        boolean filled = rows.stream().skip(last + 1L).anyMatch(each -> last(each) > named);
        // Blank fields behind the last name are no columns; what stands there later makes a record too long.
        int columns = filled || last > first ? Math.max(width, named) : Math.max(1, named);
        TableColumns names =
                last == first ? TableColumns.of(cells(row, columns)) : joined(rows.subList(first, last + 1), columns);
        return new Header(
                (int) row.line(),
                last + 1,
                names,
                last == first ? Math.min(Math.max(1, named), columns) : columns,
                true,
                why,
                Optional.of(rows.get(last).end()));
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

    /** A name of each column from the rows of a header; a name on the left goes on to the right until the next. */
    private static TableColumns joined(List<HeadRow> header, int columns) {
        List<String> names = new ArrayList<>();
        List<List<String>> aliases = new ArrayList<>();
        String group = "";
        for (int i = 0; i < columns; i++) {
            String top = header.getFirst().cell(i);
            group = top.isEmpty() ? group : top;
            String below = header.getLast().cell(i);
            boolean plain = below.isEmpty() || ANSWER_KINDS.contains(KnownColumns.plain(below));
            names.add(plain ? group : group + ": " + below);
            aliases.add(below.isEmpty() ? List.of(group) : List.of(group, below));
        }
        return TableColumns.of(names, aliases);
    }

    /** Codes, questions, and a row of import ids. */
    private static Optional<Header> qualtrics(List<HeadRow> rows, int width) {
        for (int i = 2; i < Math.min(WITHIN, rows.size()); i++) {
            if (rows.get(i).cells().stream().anyMatch(HeaderFinder::isImportId)) {
                HeadRow codes = rows.get(i - 2);
                HeadRow questions = rows.get(i - 1);
                List<String> names = new ArrayList<>();
                List<List<String>> aliases = new ArrayList<>();
                for (int column = 0; column < width; column++) {
                    String code = codes.cell(column);
                    String question = questions.cell(column);
                    names.add(question.isEmpty() ? code : question);
                    aliases.add(List.of(code, question));
                }
                return Optional.of(new Header(
                        (int) codes.line(),
                        i + 1,
                        TableColumns.of(names, aliases),
                        true,
                        "it has the three rows of Qualtrics",
                        Optional.of(rows.get(i).end())));
            }
        }
        return Optional.empty();
    }

    private static boolean isImportId(String cell) {
        String plain = cell.strip().replace("'", "\"");
        return plain.startsWith("{\"ImportId\"");
    }

    private static boolean isAnswerKinds(HeadRow row) {
        return row.cells().stream().anyMatch(cell -> ANSWER_KINDS.contains(KnownColumns.plain(cell)))
                && row.cells().stream().noneMatch(cell -> switch (CellKind.of(cell)) {
                    case NUMBER, MOMENT, CODE -> true;
                    default -> cell.length() > LONGEST_NAME;
                });
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
        return header && names.size() * 2L * LONGER >= row.filled() ? names.size() : 0;
    }

    private Header byContrast(List<HeadRow> rows, int width) {
        int first = 0;
        while (first < Math.min(WITHIN, rows.size()) - 1 && isTitle(rows.get(first), width)) {
            first++;
        }
        HeadRow row = rows.get(first);
        List<HeadRow> below = rows.subList(first + 1, Math.min(rows.size(), first + 1 + COMPARED));
        if (looksLikeRecord(row, width)) {
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
        if (contrasts(row, below, width)) {
            return header(rows, first, 1, width, "the rows below it look different");
        }
        return header(rows, first, 1, width, "it may be a header")
                .unsure("the first row may be a header, or a record like the others");
    }

    private static boolean isTitle(HeadRow row, int width) {
        return row.filled() == 0
                || (width > 2 && row.filled() * 2 < width)
                || (width == 2 && row.cells().size() < 2);
    }

    private static boolean looksLikeRecord(HeadRow row, int width) {
        Set<String> names = new HashSet<>();
        for (String cell : row.cells()) {
            CellKind kind = CellKind.of(cell);
            boolean question = cell.strip().endsWith("?");
            boolean sentence = kind == CellKind.TEXT
                    && !question
                    && (cell.length() > SHORT_NAME || cell.strip().matches("(?s).*[.!)…]"));
            if (kind == CellKind.NUMBER
                    || kind == CellKind.MOMENT
                    || kind == CellKind.CODE
                    || sentence
                    || (width > 1 && kind != CellKind.BLANK && !names.add(cell.toLowerCase(Locale.ROOT)))) {
                return true;
            }
        }
        return width == 1
                && CellKind.of(row.cell(0)) == CellKind.TEXT
                && !row.cell(0).endsWith("?")
                && row.cell(0).split("\\s+", -1).length > LONGER;
    }

    /**
     * Whether in some column most cells are of another kind than the one above. Texts that are longer than what stands above
     * them say that of a question, or beside a name that is known; else a short comment would be taken for a header.
     */
    private boolean contrasts(HeadRow row, List<HeadRow> below, int width) {
        boolean name = row.cells().stream().anyMatch(known::knows);
        for (int column = 0; column < width; column++) {
            String above = row.cell(column);
            int at = column;
            List<String> cells = below.stream()
                    .map(each -> each.cell(at))
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            long others = cells.stream()
                    .filter(cell -> switch (CellKind.of(cell)) {
                        case NUMBER, MOMENT, CODE -> true;
                        case TEXT -> (name && cell.length() > above.length() * LONGER) || above.endsWith("?");
                        default -> false;
                    })
                    .count();
            if (!above.isEmpty() && !cells.isEmpty() && others >= cells.size() * MOST) {
                return true;
            }
        }
        return false;
    }
}
