/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;
import java.util.List;

/**
 * How well a dialect of CSV fits the beginning of a file: the share of records with as many fields as most, and the known names
 * that a header has in it.
 */
final class DialectScore {

    /** Most columns of a file. */
    static final int MAX_COLUMNS = 1000;

    /** What a header of known names is worth beside records of equal length. */
    static final double NAMED = .5;

    /** Rows among which a header is looked for. */
    private static final int HEADER_WITHIN = 30;

    /** A table has at least such a share of records with as many fields as most. */
    private static final double SHARE = .7;

    /** Prefers one dialect to another that reads as well. */
    private static final double UNUSUAL = 1e-4;

    private static final double ESCAPED = 5 * UNUSUAL;

    private static final double APOSTROPHES = .5;

    private final DelimitedHead head;
    private final KnownColumns known;

    /** A dialect, how well it fits (below 0: not at all), and whether the file is a table in it. */
    record Candidate(Dialect dialect, double score, boolean table) {

        /** The one that fits better. */
        Candidate or(Candidate other) {
            return other.score() > score ? other : this;
        }
    }

    DialectScore(DelimitedHead head, KnownColumns known) {
        this.head = head;
        this.known = known;
    }

    /** Judges a dialect by the records from a position on. */
    Candidate of(Dialect dialect, RecordPosition from) throws IOException {
        List<HeadRow> rows = head.rows(dialect, from, DelimitedHead.ROWS).stream()
                .filter(row -> row.filled() > 0)
                .toList();
        int width = DelimitedHead.width(rows);
        if (width > MAX_COLUMNS) {
            throw new UnreadableFileException(
                    "The file has more than " + MAX_COLUMNS + " columns: keep the few that matter, and send it again.");
        }
        if (rows.isEmpty()) {
            return new Candidate(dialect, -1, false);
        }
        long fitting = rows.stream()
                .filter(row -> !row.broken() && row.cells().size() == width)
                .count();
        double share = (double) fitting / rows.size();
        int names = names(rows);
        boolean escaped = isEscaped(dialect, from);
        double score = share + NAMED * Math.min(2, names) + (escaped ? ESCAPED : liking(dialect.quoting()));
        boolean even = width > 1 && (share >= SHARE || names > 0);
        boolean table =
                (even || isHeader(rows.getFirst())) && !(names == 0 && dialect.separator() == ',' && isProse(rows));
        return new Candidate(dialect, escaped || quoted(dialect, from, rows) ? score : -1, table);
    }

    /** Whether a dialect is that of databases, whose escapes are there to be seen, and no quotes. */
    boolean isEscaped(Dialect dialect, RecordPosition from) throws IOException {
        if (dialect.separator() != '\t' || dialect.quoting() != Quoting.BACKSLASH_ONLY) {
            return false;
        }
        List<String> lines = head.lines(from).stream().map(row -> row.cell(0)).toList();
        return BackslashEscapes.areIn(lines)
                && head.rows(dialect, from, DelimitedHead.ROWS).stream()
                        .flatMap(row -> row.cells().stream())
                        .noneMatch(cell -> cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\""));
    }

    /** Decides between dialects that read as well: quotes that are there to be seen, and as few signs as will do. */
    private static double liking(Quoting quoting) {
        return (quoting.quote() == '\'' ? 2 * UNUSUAL : 0) - (quoting.escape() == 0 ? 0 : UNUSUAL);
    }

    /** Most known names that a record has which may be a header. */
    private int names(List<HeadRow> rows) {
        int most = 0;
        for (HeadRow row : rows.subList(0, Math.min(HEADER_WITHIN, rows.size()))) {
            if (!row.broken() && row.cells().size() > 1) {
                most = Math.max(most, (int) row.cells().stream()
                        .filter(known::knows)
                        .map(KnownColumns::plain)
                        .distinct()
                        .count());
            }
        }
        return most;
    }

    /** Whether the first row names columns, whatever the others look like. */
    boolean isHeader(HeadRow first) {
        int names = names(List.of(first));
        return names > 1 && names * 2L >= first.filled();
    }

    /** Commas of sentences have a blank behind them. */
    private static boolean isProse(List<HeadRow> rows) {
        long behind = 0;
        long blank = 0;
        for (HeadRow row : rows) {
            for (String cell : row.cells()
                    .subList(Math.min(1, row.cells().size()), row.cells().size())) {
                behind++;
                blank += cell.startsWith(" ") ? 1 : 0;
            }
        }
        return behind > 0 && blank > behind * SHARE;
    }

    /** Whether the quotes of a dialect are there to be seen. */
    private boolean quoted(Dialect dialect, RecordPosition from, List<HeadRow> read) throws IOException {
        if (dialect.quoting().quote() == '"') {
            return true;
        }
        List<HeadRow> plain = head.rows(new Dialect(dialect.separator(), Quoting.DOUBLED), from, DelimitedHead.ROWS);
        List<String> cells = plain.stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> !cell.isBlank())
                .toList();
        if (dialect.quoting() == Quoting.BACKSLASH_ONLY) {
            return cells.stream().anyMatch(cell -> cell.endsWith("\\"))
                    && cells.stream().noneMatch(c -> c.contains("\""));
        }
        // Fields with line ends look broken without their quotes; a header has none.
        return isEnclosed(cells)
                || (!plain.isEmpty() && isEnclosed(plain.getFirst().cells()))
                || isEvenBy(read, plain);
    }

    /** Whether quotes that only some fields have make all records as long as the first. */
    private static boolean isEvenBy(List<HeadRow> read, List<HeadRow> plain) {
        int width = read.getFirst().cells().size();
        return width > 1
                && read.stream().allMatch(row -> !row.broken() && row.cells().size() == width)
                && plain.stream().noneMatch(HeadRow::broken)
                && plain.stream()
                        .anyMatch(row -> row.filled() > 0 && row.cells().size() != width)
                && plain.stream()
                        .filter(row -> row.filled() > 0 && row.cells().size() != width)
                        .allMatch(row -> row.cells().stream().anyMatch(cell -> cell.startsWith("'")));
    }

    private static boolean isEnclosed(List<String> cells) {
        long filled = cells.stream().filter(cell -> !cell.isBlank()).count();
        long enclosed = cells.stream()
                .filter(cell -> cell.length() > 1 && cell.startsWith("'") && cell.endsWith("'"))
                .count();
        return enclosed > filled * APOSTROPHES;
    }
}
