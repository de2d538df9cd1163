/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Detects the dialect of a CSV file: the separator and the quoting in which most records have the same number of fields and a header
 * has names that are known.
 */
final class DialectDetector {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    /** Separators of some exports, looked for only between known names. */
    private static final char[] RARE = {'^', '~', ':', '!', '*', '$', '%', '&', '/'};

    private final DelimitedHead head;
    private final KnownColumns known;
    private final DialectScore score;

    /** What was found: the dialect, its records, why, and what a person has to say. */
    record Found(Dialect dialect, RecordPosition from, List<HeadRow> rows, String why, List<String> doubts) {

        Found(Dialect dialect, RecordPosition from, List<HeadRow> rows, String why) {
            this(dialect, from, rows, why, List.of());
        }
    }

    DialectDetector(DelimitedHead head, KnownColumns known) {
        this.head = head;
        this.known = known;
        this.score = new DialectScore(head, known);
    }

    /**
     * Finds the dialect.
     *
     * @param asked the separator, when the sender says it
     */
    Found find(Optional<Character> asked) throws IOException {
        RecordPosition start = head.start();
        Optional<HeadRow> first = head.rows(new Dialect(Dialect.NONE, Quoting.DOUBLED), start, 1).stream()
                .findFirst();
        Optional<Character> told = first.flatMap(row -> told(row.cell(0)));
        RecordPosition from = told.isPresent() ? first.orElseThrow().end() : start;
        Optional<Found> drawn = asked.filter(each -> each != '|').isPresent() ? Optional.empty() : drawn(from);
        if (drawn.isPresent()) {
            return drawn.get();
        }
        if (asked.isPresent()) {
            return doubted(found(asked.get(), from, "as asked for"), from);
        }
        if (told.isPresent()) {
            return found(told.get(), from, "the first line says so (sep=)");
        }
        return guess(from);
    }

    /** Of a table that is drawn what begins with its header. */
    private Optional<Found> drawn(RecordPosition from) throws IOException {
        List<HeadRow> lines = head.lines(from);
        Optional<String> refusal = AsciiTable.refusal(lines);
        if (refusal.isPresent()) {
            throw new UnreadableFileException(refusal.get());
        }
        Optional<AsciiTable> table = AsciiTable.find(lines);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        int header = table.get().header();
        RecordPosition begin = header == 0 ? from : lines.get(header - 1).end();
        Dialect dialect = table.get().dialect();
        return Optional.of(new Found(
                dialect, begin, head.rows(dialect, begin, DelimitedHead.ROWS), "the table is drawn with bars"));
    }

    private Found found(char separator, RecordPosition from, String why) throws IOException {
        DialectScore.Candidate best = new DialectScore.Candidate(new Dialect(separator, Quoting.DOUBLED), -1, false);
        for (Quoting quoting : Quoting.WRITTEN) {
            best = best.or(score.of(new Dialect(separator, quoting), from));
        }
        return new Found(best.dialect(), from, head.rows(best.dialect(), from, DelimitedHead.ROWS), why);
    }

    /** A separator that nothing is set apart by, where another one makes a table. */
    private Found doubted(Found found, RecordPosition from) throws IOException {
        if (found.dialect().separator() == Dialect.NONE || DelimitedHead.width(found.rows()) > 1) {
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
        DialectScore.Candidate best = new DialectScore.Candidate(one, -1, false);
        for (char separator : SEPARATORS) {
            for (Quoting quoting : Quoting.WRITTEN) {
                DialectScore.Candidate candidate = score.of(new Dialect(separator, quoting), from);
                if (candidate.table()) {
                    best = best.or(candidate);
                }
            }
        }
        List<HeadRow> lines = head.rows(one, from, DelimitedHead.ROWS);
        refuseWrapped(lines);
        boolean named =
                !lines.isEmpty() && known.textTier(lines.getFirst().cell(0)).isPresent();
        if (best.score() < 0 || (named && best.score() < 1 + DialectScore.NAMED)) {
            return unusual(from, lines)
                    .orElseGet(() ->
                            new Found(one, from, lines, "no separator gives most lines the same number of fields"));
        }
        return new Found(
                best.dialect(),
                from,
                head.rows(best.dialect(), from, DelimitedHead.ROWS),
                "most records have the same number of fields with it"
                        + (score.isEscaped(best.dialect(), from)
                                ? "; \\n, \\t and \\N are read as databases write them"
                                : ""));
    }

    /** Lines that are each in quotes as a whole, as spreadsheets write what was in one column. */
    private void refuseWrapped(List<HeadRow> lines) throws IOException {
        if (lines.size() < 2
                || !lines.stream()
                        .allMatch(row -> row.record() instanceof FileRecord.Encoded raw && head.isQuoted(raw))) {
            return;
        }
        String header = lines.getFirst().cell(0);
        for (char separator : SEPARATORS) {
            List<String> names = List.of(header.split(Pattern.quote(Character.toString(separator)), -1));
            HeadRow row = new HeadRow(1, RecordPosition.START, names);
            if (names.size() > 1 && score.isHeader(row)) {
                throw new UnreadableFileException(
                        "Every line of the file is in quotes as a whole: take the quotes around "
                                + "the lines away, or split the column in a spreadsheet program, and send it again.");
            }
        }
    }

    /** A sign that hardly anybody separates fields by, between names that are known. */
    private Optional<Found> unusual(RecordPosition from, List<HeadRow> lines) throws IOException {
        String header = lines.isEmpty() ? "" : lines.getFirst().cell(0);
        for (char separator : RARE) {
            if (header.indexOf(separator) > 0) {
                Dialect dialect = new Dialect(separator, Quoting.DOUBLED);
                List<HeadRow> rows = head.rows(dialect, from, DelimitedHead.ROWS);
                if (!rows.isEmpty()
                        && score.isHeader(rows.getFirst())
                        && score.of(dialect, from).table()) {
                    return Optional.of(new Found(dialect, from, rows, "it stands between names that are known"));
                }
            }
        }
        return Optional.empty();
    }

    /** Excel's line before the header that tells the separator. */
    private static Optional<Character> told(String line) {
        String plain = line.strip();
        boolean tab = line.startsWith("sep=\t");
        return plain.length() <= 5 && plain.toLowerCase(Locale.ROOT).startsWith("sep=")
                ? tab ? Optional.of('\t') : Dialect.separator(plain.substring("sep=".length()))
                : Optional.empty();
    }
}
