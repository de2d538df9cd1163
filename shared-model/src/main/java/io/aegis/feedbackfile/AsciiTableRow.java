/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.IOException;

/**
 * The row of an {@link AsciiTable} that a window is at the beginning of: a text with line ends goes over several lines.
 *
 * @param length in units
 * @param lines line ends in it
 */
record AsciiTableRow(int length, int lines) {

    private static final char BAR = '|';

    /** One line, or several of it that belong together. */
    static AsciiTableRow at(ByteWindow units, Quoting quoting, int longest) throws IOException {
        return quoting == Quoting.BARRED ? barred(units, longest) : crossed(units, longest);
    }

    /** A line that a bar begins and none ends goes on to the next that one ends, unless a row begins before that. */
    private static AsciiTableRow barred(ByteWindow units, int longest) throws IOException {
        int first = lineEnd(units, 0, longest);
        if (units.at(0) != BAR || isLast(units, first, BAR)) {
            return new AsciiTableRow(first, 0);
        }
        int end = first;
        for (int lines = 1; lines <= DelimitedRecords.MAX_LINES && end < longest; lines++) {
            int start = behind(units, end);
            boolean row = units.at(start) == BAR || (units.at(start) == '+' && units.at(start + 1) == '-');
            if (units.at(start) < 0 || row) {
                break;
            }
            end = lineEnd(units, start, longest);
            if (isLast(units, end, BAR)) {
                return new AsciiTableRow(end, lines);
            }
        }
        return new AsciiTableRow(first, 0);
    }

    /** psql puts a plus where padding would be, before the bar or the line's end, when the cell goes on below. */
    private static AsciiTableRow crossed(ByteWindow units, int longest) throws IOException {
        int start = 0;
        int end = lineEnd(units, 0, longest);
        int lines = 0;
        while (lines < DelimitedRecords.MAX_LINES && end < longest && goesOn(units, start, end)) {
            start = behind(units, end);
            end = lineEnd(units, start, longest);
            lines++;
        }
        return new AsciiTableRow(end, lines);
    }

    private static boolean goesOn(ByteWindow units, int start, int end) throws IOException {
        boolean plus = end > start && units.at(end - 1) == '+';
        boolean first = false;
        boolean bar = false;
        for (int i = start; i < end; i++) {
            if (units.at(i) == BAR) {
                boolean before = i > start && units.at(i - 1) == '+';
                first |= before && !bar;
                plus |= before;
                bar = true;
            }
        }
        // A text may end with a plus of its own: what goes on has nothing in the first column below.
        return plus && bar && units.at(end) >= 0 && (first || isBlankBefore(units, behind(units, end)));
    }

    private static boolean isBlankBefore(ByteWindow units, int start) throws IOException {
        int i = start;
        while (units.at(i) == ' ') {
            i++;
        }
        return i > start && units.at(i) == BAR;
    }

    private static int lineEnd(ByteWindow units, int start, int longest) throws IOException {
        int i = start;
        while (i <= longest && units.at(i) >= 0 && units.at(i) != '\n' && units.at(i) != '\r') {
            i++;
        }
        return i;
    }

    private static int behind(ByteWindow units, int end) throws IOException {
        return units.at(end) == '\r' && units.at(end + 1) == '\n' ? end + 2 : end + 1;
    }

    private static boolean isLast(ByteWindow units, int end, char sign) throws IOException {
        int i = end - 1;
        while (i > 0 && units.at(i) == ' ') {
            i--;
        }
        return i > 0 && units.at(i) == sign;
    }
}
