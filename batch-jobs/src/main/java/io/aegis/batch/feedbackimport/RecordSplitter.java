package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import java.util.Optional;

/**
 * Finds where the records of a CSV file begin and end (RFC 4180; lines may end with CRLF, LF or CR), in a file of any size
 * and with any content, holding one record at a time. Not thread-safe.
 *
 * <p>A quote opens a field when it is the field's first character; within such a field two quotes are one, and one quote
 * closes the field, behind which there has to be a separator or a line end. Elsewhere a quote is a character like any
 * other. <b>A broken quote costs one line</b>: when a field that was opened is not closed within {@value #MAX_LINES} lines
 * or {@value #MAX_LENGTH} bytes or by the end of the file, or goes on behind its closing quote, then the line on which the
 * record begins is rejected, and reading goes on with the next line. So one quote too many never swallows what follows it.
 */
final class RecordSplitter implements RecordSource {

    /** Most bytes of a record; feedback may have 64 Ki characters as sent, and other columns want room. */
    static final int MAX_LENGTH = 512 << 10;

    /** Most line ends within one quoted field's record. */
    static final int MAX_LINES = 1000;

    static final String TOO_LONG = "the record has more than " + MAX_LENGTH + " bytes";
    static final String NOT_CLOSED = "a quote opens a field that is not closed within " + MAX_LINES + " lines and "
            + MAX_LENGTH + " bytes; double quotes within a quoted field";
    static final String NOT_DOUBLED =
            "a quote within a quoted field is not doubled, or something stands behind the closing quote";

    private static final int QUOTE = '"';

    private final StagedBytes bytes;
    private final int separator;
    private long line;

    /** What a look at the record ahead gave: its length, the lines in it, and what is wrong. */
    private record Found(int length, int lines, Optional<String> problem) {}

    /** Reads on from a position that is a record's beginning. */
    RecordSplitter(StagedBytes bytes, char separator, long line) {
        this.bytes = bytes;
        this.separator = separator;
        this.line = line;
    }

    @Override
    public Position position() {
        return new Position(bytes.position(), line);
    }

    /** Passes over lines without a character. */
    @Override
    public Optional<RawRecord> next() {
        while (passLineEnd()) {
            // An empty line is no record.
        }
        if (bytes.at(0) < 0) {
            return Optional.empty();
        }
        Found found = record();
        if (found.problem().isPresent()) {
            found = new Found(lineLength(), 0, found.problem());
        }
        RawRecord record = new RawRecord(line, bytes.copy(found.length()), found.problem());
        bytes.advance(found.length());
        line += found.lines();
        while (!isLineEnd(bytes.at(0)) && bytes.at(0) >= 0) {
            // The rest of a line that is too long to be kept.
            bytes.advance(1);
        }
        passLineEnd();
        return Optional.of(record);
    }

    private Found record() {
        boolean atFieldStart = true;
        int lines = 0;
        int i = 0;
        while (i <= MAX_LENGTH) {
            int next = bytes.at(i);
            if (next < 0 || isLineEnd(next)) {
                return new Found(i, lines, Optional.empty());
            }
            if (next != QUOTE || !atFieldStart) {
                atFieldStart = next == separator;
                i++;
                continue;
            }
            Found field = quoted(i + 1);
            if (field.problem().isPresent()) {
                return field;
            }
            lines += field.lines();
            atFieldStart = false;
            i = field.length();
        }
        return new Found(i, lines, Optional.of(TOO_LONG));
    }

    /** A field from behind its opening quote to behind its closing one. */
    private Found quoted(int start) {
        int lines = 0;
        int i = start;
        while (i <= MAX_LENGTH && lines <= MAX_LINES) {
            int next = bytes.at(i++);
            if (next < 0) {
                break;
            }
            if (next == QUOTE) {
                int behind = bytes.at(i);
                if (behind != QUOTE) {
                    boolean closes = behind < 0 || behind == separator || isLineEnd(behind);
                    return new Found(i, lines, closes ? Optional.empty() : Optional.of(NOT_DOUBLED));
                }
                i++;
            } else if (next == '\n' || (next == '\r' && bytes.at(i) != '\n')) {
                lines++;
            }
        }
        return new Found(i, lines, Optional.of(NOT_CLOSED));
    }

    /** Of the line ahead, or as much of it as is kept. */
    private int lineLength() {
        int length = 0;
        while (length < MAX_LENGTH && bytes.at(length) >= 0 && !isLineEnd(bytes.at(length))) {
            length++;
        }
        return length;
    }

    private boolean passLineEnd() {
        int next = bytes.at(0);
        if (!isLineEnd(next)) {
            return false;
        }
        bytes.advance(next == '\r' && bytes.at(1) == '\n' ? 2 : 1);
        line++;
        return true;
    }

    private static boolean isLineEnd(int next) {
        return next == '\n' || next == '\r';
    }
}
