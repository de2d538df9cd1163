/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ASCII-art tables, drawn with signs: those of mysql and its like ({@code +---+} and bars at both ends), of psql ({@code
 * ---+---} and bars between), and of Markdown. Cells are padded with blanks, and nothing is in quotes.
 *
 * @param dialect in which its rows are read
 * @param header which line has its names, the first being 0
 */
record AsciiTable(Dialect dialect, int header) {

    private static final int WITHIN = 30;
    private static final char BAR = '|';

    /** Between bars or crosses, dashes; Markdown has colons for how a column is aligned. */
    private static final Pattern BARRED_RULE = Pattern.compile("\\+(?:-+\\+)+|\\|(?: *:?-+:? *[|+])+");

    private static final Pattern CROSSED_RULE = Pattern.compile("-+(?:\\+-+)+");
    private static final Pattern GRID_RULE = Pattern.compile("\\+(?:=+\\+)+");

    /** What programs say behind a table. */
    private static final Pattern NOTE =
            Pattern.compile("(?:\\d{1,12} rows?|empty set|query ok|only showing top|time: \\d).{0,80}");

    private static final String CSV = "export the feedback as CSV, .xlsx or JSON, and send that.";

    /** Finds a drawn table among the first lines of a file. */
    static Optional<AsciiTable> find(List<HeadRow> lines) {
        for (int i = 1; i < Math.min(WITHIN, lines.size()); i++) {
            String rule = line(lines.get(i));
            String names = line(lines.get(i - 1));
            if (BARRED_RULE.matcher(rule).matches() && isBarred(names)) {
                return Optional.of(new AsciiTable(new Dialect(BAR, Quoting.BARRED), i - 1));
            }
            if (CROSSED_RULE.matcher(rule).matches() && bars(names) == crosses(rule) && !isBarred(names)) {
                return Optional.of(new AsciiTable(new Dialect(BAR, Quoting.CROSSED), i - 1));
            }
        }
        return Optional.empty();
    }

    /** Why a table that is drawn otherwise is refused; empty when it is none. */
    static Optional<String> refusal(List<HeadRow> lines) {
        for (HeadRow each : lines.subList(0, Math.min(WITHIN, lines.size()))) {
            String line = line(each);
            if (GRID_RULE.matcher(line).matches()) {
                return Optional.of("The file is a grid table, whose cells go over several lines: " + CSV);
            }
            if (line.matches("\\*{9,} 1\\. row \\*{9,}") || line.matches("-\\[ RECORD 1 ]-[-+]*")) {
                return Optional.of(
                        "The file has one field a line, as databases print it for reading (\\G, \\x): " + CSV);
            }
            if (line.matches("[┌╔╭├╞┏┡─═━][─═━┬╦╤┳┼╪╬┴]*[┐╗╮┤╡┓┩─═━]")) {
                return Optional.of("The file is a table drawn with lines: " + CSV);
            }
            if (line.matches("-{2,}(?: +-{2,})+")) {
                return Optional.of(
                        "The columns of the file are set apart by blanks only, as query tools print them for reading: "
                                + CSV);
            }
        }
        return Optional.empty();
    }

    private static String line(HeadRow row) {
        return String.join("", row.cells()).strip();
    }

    private static boolean isBarred(String line) {
        return line.length() > 2 && line.charAt(0) == BAR && line.charAt(line.length() - 1) == BAR;
    }

    private static long bars(String line) {
        return line.chars().filter(each -> each == BAR).count();
    }

    private static long crosses(String rule) {
        return rule.chars().filter(each -> each == '+').count();
    }

    /** Takes rows apart: a rule, and what a program says behind a table, is a blank one. */
    static FieldSplitter splitter(Quoting quoting) {
        return quoting == Quoting.BARRED ? AsciiTable::barred : AsciiTable::crossed;
    }

    private static List<String> barred(String row) throws IOException {
        String plain = row.strip();
        if (BARRED_RULE.matcher(plain).matches() || isNote(plain)) {
            return List.of("");
        }
        if (plain.isEmpty() || plain.charAt(0) != BAR) {
            throw new IOException("no bar before the row");
        }
        List<String> cells = cells(plain.substring(1));
        if (cells.size() > 1 && cells.getLast().isBlank() && plain.charAt(plain.length() - 1) == BAR) {
            cells.removeLast();
        }
        return stripped(cells);
    }

    private static List<String> crossed(String row) throws IOException {
        if (CROSSED_RULE.matcher(row.strip()).matches() || isNote(row.strip())) {
            return List.of("");
        }
        List<String> joined = new ArrayList<>();
        for (String line : row.lines().toList()) {
            List<String> cells = cells(line);
            for (int i = 0; i < cells.size(); i++) {
                boolean first = i >= joined.size();
                String before = first ? "" : joined.get(i);
                boolean goesOn = before.endsWith("+");
                String cell = goesOn
                        ? before.substring(0, before.length() - 1).stripTrailing() + "\n"
                                + cells.get(i).strip()
                        : cells.get(i);
                if (first) {
                    joined.add(cell);
                } else if (goesOn) {
                    joined.set(i, cells.get(i).endsWith("+") ? cell : cell + " ");
                }
            }
        }
        return stripped(joined);
    }

    private static boolean isNote(String line) {
        return NOTE.matcher(line.toLowerCase(Locale.ROOT)).matches();
    }

    /** Between bars, of which a backslash makes signs like any others. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char sign = line.charAt(i);
            if (sign == '\\' && i + 1 < line.length() && line.charAt(i + 1) == BAR) {
                cell.append(line.charAt(++i));
            } else if (sign == BAR) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(sign);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static List<String> stripped(List<String> cells) {
        return cells.stream().map(String::strip).toList();
    }
}
