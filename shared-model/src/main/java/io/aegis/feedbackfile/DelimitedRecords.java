/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds where the records of a text file begin and end (RFC 4180 and its neighbours; lines may end with CRLF, LF or CR), in
 * a file of any size and with any content, holding one record at a time. Not thread-safe.
 *
 * <p>A quote opens a field when it is the field's first character; within such a field two quotes are one, and one quote
 * closes the field, behind which there has to be a separator or a line end. Elsewhere a quote is a character like any
 * other. <b>A broken quote costs one line</b>: when a field that was opened is not closed within {@value #MAX_LINES} lines
 * or {@value #MAX_LENGTH} bytes or by the end of the file, or goes on behind its closing quote, then the line on which the
 * record begins is rejected, and reading goes on with the next line. So one quote too many never swallows what follows it.
 * Only lines that escaped line ends join to it are rejected with it: whoever began anew with each of them would read all the others
 * again each time.
 */
final class DelimitedRecords implements RecordReader {

    /** Most bytes of a record; feedback may have 64 Ki characters as sent, and other columns want room. */
    static final int MAX_LENGTH = 512 << 10;

    /** Most line ends within one quoted field. */
    static final int MAX_LINES = 1000;

    static final String TOO_LONG = "the record has more than " + MAX_LENGTH + " bytes";
    static final String NOT_CLOSED = "a quote opens a field that is not closed within " + MAX_LINES + " lines and "
            + MAX_LENGTH + " bytes; double quotes within a quoted field";
    static final String NOT_DOUBLED =
            "a quote within a quoted field is not doubled, or something stands behind the closing quote";

    /** Is no code unit of a text. */
    private static final int NO_QUOTE = -2;

    private final ByteWindow units;
    private final int longest;
    private final Quoting quoting;
    private final int separator;
    private final int quote;
    private final int escape;
    private long line;

    /**
     * What a look at the record ahead gave.
     *
     * @param length in units
     * @param lines ends of lines in it
     * @param joined what there is of it up to its last escaped line end
     * @param problem what is wrong
     */
    private record Found(int length, int lines, Joined joined, Optional<String> problem) {

        static Found of(int length, int lines, Optional<String> problem) {
            return new Found(length, lines, Joined.NOTHING, problem);
        }
    }

    /** Lines that belong together whatever is wrong behind them: their length in units, and how many they are. */
    private record Joined(int length, int lines) {

        static final Joined NOTHING = new Joined(0, 0);
    }

    private DelimitedRecords(ByteWindow units, Quoting quoting, int separator, int quote, int escape, long line) {
        this.units = units;
        this.longest = MAX_LENGTH / units.width();
        this.quoting = quoting;
        this.separator = separator;
        this.quote = quote;
        this.escape = escape;
        this.line = line;
    }

    /** Reads the records of a CSV file on from a window that is at a record's beginning. */
    static DelimitedRecords of(ByteWindow units, Dialect dialect, long line) {
        Quoting quoting = dialect.quoting();
        return new DelimitedRecords(
                units, quoting, dialect.separator(), known(quoting.quote()), known(quoting.escape()), line);
    }

    /** Takes every line as a record, on from a window that is at a line's beginning. */
    static DelimitedRecords lines(ByteWindow units, long line) {
        return new DelimitedRecords(units, Quoting.DOUBLED, NO_QUOTE, NO_QUOTE, NO_QUOTE, line);
    }

    private static int known(char character) {
        return character == 0 ? NO_QUOTE : character;
    }

    @Override
    public RecordPosition position() {
        return new RecordPosition(units.position(), line);
    }

    /** The next record; empty at the end. Lines without a character are passed over. */
    @Override
    public Optional<FileRecord> next() throws IOException {
        while (passLineEnd()) {
            // An empty line is no record.
        }
        if (units.at(0) < 0) {
            return Optional.empty();
        }
        Found found = quoting.isDrawn() ? drawn() : record();
        if (found.problem().isPresent()) {
            Joined joined = found.joined();
            found = joined.length() > 0
                    ? Found.of(joined.length(), joined.lines(), found.problem())
                    : Found.of(lineLength(), 0, found.problem());
        }
        FileRecord record = new FileRecord.Encoded(line, units.copy(found.length()), found.problem());
        units.advance(found.length());
        line += found.lines();
        while (units.at(0) >= 0 && !isLineEnd(units.at(0))) {
            // The rest of a line that is too long to be kept.
            units.advance(1);
        }
        passLineEnd();
        return Optional.of(record);
    }

    private Found drawn() throws IOException {
        AsciiTableRow row = AsciiTableRow.at(units, quoting, longest);
        return Found.of(row.length(), row.lines(), row.length() > longest ? Optional.of(TOO_LONG) : Optional.empty());
    }

    private Found record() throws IOException {
        boolean atFieldStart = true;
        int lines = 0;
        Joined joined = Joined.NOTHING;
        int i = 0;
        while (i <= longest) {
            int next = units.at(i);
            if (next < 0 || isLineEnd(next)) {
                return Found.of(i, lines, Optional.empty());
            }
            if (next == quote && atFieldStart) {
                Found field = quoted(i + 1);
                if (field.problem().isPresent()) {
                    return new Found(field.length(), lines, joined, field.problem());
                }
                lines += field.lines();
                atFieldStart = false;
                i = field.length();
            } else if (next == escape && units.at(i + 1) >= 0) {
                if (endsLine(i + 1)) {
                    lines++;
                    joined = i + 2 <= longest ? new Joined(i + 2, lines) : joined;
                }
                atFieldStart = false;
                i += 2;
            } else {
                atFieldStart = next == separator;
                i++;
            }
        }
        return new Found(i, lines, joined, Optional.of(TOO_LONG));
    }

    /** A field from behind its opening quote to behind its closing one. */
    private Found quoted(int start) throws IOException {
        int lines = 0;
        int i = start;
        while (i <= longest && lines <= MAX_LINES) {
            int next = units.at(i++);
            if (next < 0) {
                break;
            }
            if (next == escape) {
                lines += endsLine(i) ? 1 : 0;
                i++;
            } else if (next == quote) {
                int behind = units.at(i);
                if (behind != quote) {
                    boolean closes = behind < 0 || behind == separator || isLineEnd(behind);
                    return Found.of(i, lines, closes ? Optional.empty() : Optional.of(NOT_DOUBLED));
                }
                i++;
            } else if (endsLine(i - 1)) {
                lines++;
            }
        }
        return Found.of(i, lines, Optional.of(NOT_CLOSED));
    }

    private boolean endsLine(int distance) throws IOException {
        int next = units.at(distance);
        return next == '\n' || (next == '\r' && units.at(distance + 1) != '\n');
    }

    /** Of the line ahead, or as much of it as is kept. */
    private int lineLength() throws IOException {
        int length = 0;
        while (length < longest && units.at(length) >= 0 && !isLineEnd(units.at(length))) {
            length++;
        }
        return length;
    }

    private boolean passLineEnd() throws IOException {
        int next = units.at(0);
        if (!isLineEnd(next)) {
            return false;
        }
        units.advance(next == '\r' && units.at(1) == '\n' ? 2 : 1);
        line++;
        return true;
    }

    private static boolean isLineEnd(int next) {
        return next == '\n' || next == '\r';
    }

    @Override
    public void close() throws IOException {
        units.close();
    }
}
