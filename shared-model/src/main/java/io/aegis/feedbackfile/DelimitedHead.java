/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The beginning of a CSV file, read as an import will read it. Finds the dialect in which most records have the same number
 * of fields and a header has names that are known.
 */
final class DelimitedHead {

    /** Records that are looked at. */
    static final int ROWS = 200;

    /** Most columns of a file. */
    static final int MAX_COLUMNS = 1000;

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    /** Separators of some exports, looked for only between known names. */
    private static final char[] RARE = {'^', '~', ':', '!', '*', '$', '%', '&', '/'};

    /** Rows among which a header is looked for. */
    private static final int HEADER_WITHIN = 30;

    /** A table has at least such a share of records with as many fields as most. */
    private static final double SHARE = .7;

    /** What a header of known names is worth beside records of equal length. */
    private static final double NAMED = .5;

    /** Prefers one dialect to another that reads as well. */
    private static final double UNUSUAL = 1e-4;

    private static final double APOSTROPHES = .5;

    private final byte[] head;
    private final Encoding encoding;
    private final boolean whole;
    private final KnownColumns known;

    /** A dialect, how well it fits, and what the file looks like in it. */
    private record Candidate(Dialect dialect, double score, boolean table) {}

    /** What was found: the dialect, its records, why, and what a person has to say. */
    record Found(Dialect dialect, RecordPosition from, List<HeadRow> rows, String why, List<String> doubts) {

        Found(Dialect dialect, RecordPosition from, List<HeadRow> rows, String why) {
            this(dialect, from, rows, why, List.of());
        }
    }

    /**
     * A beginning.
     *
     * @param head of the file, mark included
     * @param whole whether it is all of the file
     */
    DelimitedHead(byte[] head, Encoding encoding, boolean whole, KnownColumns known) {
        this.head = head;
        this.encoding = encoding;
        this.whole = whole;
        this.known = known;
    }

    /**
     * Finds the dialect.
     *
     * @param asked the separator, when the sender says it
     */
    Found find(Optional<Character> asked) throws IOException {
        RecordPosition start = new RecordPosition(encoding.mark(), 1);
        Optional<HeadRow> first = rows(new Dialect(Dialect.NONE, Quoting.DOUBLED), start, 1).stream()
                .findFirst();
        Optional<Character> told = first.flatMap(row -> told(row.cell(0)));
        RecordPosition from = told.isPresent() ? first.orElseThrow().end() : start;
        if (asked.isPresent()) {
            return doubted(found(asked.get(), from, "as asked for"), from);
        }
        if (told.isPresent()) {
            return found(told.get(), from, "the first line says so (sep=)");
        }
        return guess(from);
    }

    private Found found(char separator, RecordPosition from, String why) throws IOException {
        Candidate best = new Candidate(new Dialect(separator, Quoting.DOUBLED), -1, false);
        for (Quoting quoting : Quoting.values()) {
            best = better(best, candidate(new Dialect(separator, quoting), from));
        }
        return new Found(best.dialect(), from, rows(best.dialect(), from, ROWS), why);
    }

    /** A separator that nothing is set apart by, where another one makes a table. */
    private Found doubted(Found found, RecordPosition from) throws IOException {
        if (found.dialect().separator() == Dialect.NONE || width(found.rows()) > 1) {
            return found;
        }
        char better = guess(from).dialect().separator();
        if (better == Dialect.NONE) {
            return found;
        }
        return new Found(
                found.dialect(),
                from,
                found.rows(),
                found.why(),
                List.of("Say another separator, perhaps separator=" + Dialect.separatorName(better)
                        + ", or separator=none for a file of one column: '"
                        + Dialect.separatorName(found.dialect().separator()) + "' sets nothing apart in it."));
    }

    private Found guess(RecordPosition from) throws IOException {
        Dialect one = new Dialect(Dialect.NONE, Quoting.DOUBLED);
        Candidate best = new Candidate(one, -1, false);
        for (char separator : SEPARATORS) {
            for (Quoting quoting : Quoting.values()) {
                Candidate candidate = candidate(new Dialect(separator, quoting), from);
                if (candidate.table()) {
                    best = better(best, candidate);
                }
            }
        }
        List<HeadRow> lines = rows(one, from, ROWS);
        refuseWrapped(lines);
        boolean named =
                !lines.isEmpty() && known.textTier(lines.getFirst().cell(0)).isPresent();
        if (best.score() < 0 || (named && best.score() < 1 + NAMED)) {
            return unusual(from, lines)
                    .orElseGet(() ->
                            new Found(one, from, lines, "no separator gives most lines the same number of fields"));
        }
        return new Found(
                best.dialect(),
                from,
                rows(best.dialect(), from, ROWS),
                "most records have the same number of fields with it");
    }

    /** Lines that are each in quotes as a whole, as spreadsheets write what was in one column. */
    private void refuseWrapped(List<HeadRow> lines) throws IOException {
        if (lines.size() < 2
                || !lines.stream().allMatch(row -> row.record() instanceof FileRecord.Encoded raw && isQuoted(raw))) {
            return;
        }
        String header = lines.getFirst().cell(0);
        for (char separator : SEPARATORS) {
            List<String> names = List.of(header.split(Pattern.quote(Character.toString(separator)), -1));
            HeadRow row = new HeadRow(1, RecordPosition.START, names);
            if (names.size() > 1 && isHeader(row)) {
                throw new UnreadableFileException(
                        "Every line of the file is in quotes as a whole: take the quotes around "
                                + "the lines away, or split the column in a spreadsheet program, and send it again.");
            }
        }
    }

    private boolean isQuoted(FileRecord.Encoded record) {
        String line = encoding.lenient(record.bytes()).strip();
        return record.problem().isEmpty() && line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
    }

    /** A sign that hardly anybody separates fields by, between names that are known. */
    private Optional<Found> unusual(RecordPosition from, List<HeadRow> lines) throws IOException {
        String header = lines.isEmpty() ? "" : lines.getFirst().cell(0);
        for (char separator : RARE) {
            if (header.indexOf(separator) > 0) {
                Dialect dialect = new Dialect(separator, Quoting.DOUBLED);
                List<HeadRow> rows = rows(dialect, from, ROWS);
                if (!rows.isEmpty()
                        && isHeader(rows.getFirst())
                        && candidate(dialect, from).table()) {
                    return Optional.of(new Found(dialect, from, rows, "it stands between names that are known"));
                }
            }
        }
        return Optional.empty();
    }

    private static Candidate better(Candidate one, Candidate other) {
        return other.score() > one.score() ? other : one;
    }

    /** Excel's line before the header that tells the separator. */
    private static Optional<Character> told(String line) {
        String plain = line.strip();
        boolean tab = line.startsWith("sep=\t");
        return plain.length() <= 5 && plain.toLowerCase(Locale.ROOT).startsWith("sep=")
                ? tab ? Optional.of('\t') : Dialect.separator(plain.substring("sep=".length()))
                : Optional.empty();
    }

    private Candidate candidate(Dialect dialect, RecordPosition from) throws IOException {
        List<HeadRow> rows = rows(dialect, from, ROWS).stream()
                .filter(row -> row.filled() > 0)
                .toList();
        int width = width(rows);
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
        double score = share + NAMED * Math.min(2, names) + liking(dialect.quoting());
        boolean even = width > 1 && (share >= SHARE || names > 0);
        boolean table =
                (even || isHeader(rows.getFirst())) && !(names == 0 && dialect.separator() == ',' && isProse(rows));
        return new Candidate(dialect, quoted(dialect, from, rows) ? score : -1, table);
    }

    /** Decides between dialects that read as well: quotes that are there to be seen, and as few signs as will do. */
    private static double liking(Quoting quoting) {
        return (quoting.quote() == '\'' ? 2 * UNUSUAL : 0) - (quoting.escape() == 0 ? 0 : UNUSUAL);
    }

    /** Most records have so many fields. */
    static int width(List<HeadRow> rows) {
        Map<Integer, Integer> counts = new HashMap<>();
        int width = 0;
        int most = 0;
        for (HeadRow row : rows) {
            if (!row.broken() && row.filled() > 0) {
                int count = counts.merge(row.cells().size(), 1, Integer::sum);
                if (count > most || (count == most && row.cells().size() > width)) {
                    most = count;
                    width = row.cells().size();
                }
            }
        }
        return width;
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
    private boolean isHeader(HeadRow first) {
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
        List<HeadRow> plain = rows(new Dialect(dialect.separator(), Quoting.DOUBLED), from, ROWS);
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

    /** Records from a position on, in a dialect; without the last one of a beginning, which may be cut off. */
    List<HeadRow> rows(Dialect dialect, RecordPosition from, int most) throws IOException {
        List<HeadRow> rows = new ArrayList<>();
        FieldSplitter fields = FieldSplitter.of(dialect);
        ByteWindow window = ByteWindow.on(head, (int) from.offset(), encoding);
        try (DelimitedRecords records = DelimitedRecords.of(window, dialect, from.line())) {
            while (rows.size() < most) {
                Optional<FileRecord> next = records.next();
                if (next.isEmpty() || (!whole && records.position().offset() >= head.length)) {
                    break;
                }
                rows.add(row((FileRecord.Encoded) next.get(), records.position(), fields));
            }
        }
        return rows;
    }

    private HeadRow row(FileRecord.Encoded record, RecordPosition end, FieldSplitter fields) {
        String text = encoding.lenient(record.bytes());
        if (record.problem().isEmpty()) {
            try {
                return new HeadRow(record.line(), end, fields.split(text), false, record);
            } catch (IOException e) {
                // Shown as it is.
            }
        }
        return new HeadRow(record.line(), end, List.of(text), true, record);
    }
}
