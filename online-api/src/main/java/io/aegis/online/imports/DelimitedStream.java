/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.BlockInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads up to the next occurrence of a delimiter, which looks like the end of the stream until it is passed. Behind the
 * delimiter there are lines, and then the next part. Not thread-safe.
 */
final class DelimitedStream extends BlockInputStream {

    private static final int SIZE = 1 << 16;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final InputStream source;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[SIZE];
    private int from;
    private int to;
    /** Up to here no delimiter begins, and one does when {@link #found}. */
    private int clear;

    private boolean found;

    /** A stream that begins as if a line had just ended: the first delimiter may lack its line end. */
    DelimitedStream(InputStream source, byte[] delimiter) {
        this.source = source;
        this.delimiter = delimiter.clone();
        System.arraycopy(LINE_END, 0, buffer, 0, LINE_END.length);
        this.to = LINE_END.length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (from == clear && !found) {
            search();
            if (from == clear && !found && !fill()) {
                throw MultipartReader.malformed();
            }
        }
        int count = Math.min(length, clear - from);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(buffer, from, bytes, offset, count);
        from += count;
        return count;
    }

    /** Skips to the next delimiter and passes it. */
    void passDelimiter() throws IOException {
        byte[] skipped = new byte[SIZE];
        while (read(skipped, 0, SIZE) >= 0) {
            // Only skipping.
        }
        from += delimiter.length;
        clear = from;
        found = false;
    }

    /**
     * A line, without its end; what comes after it is read by {@link #read()} again.
     *
     * @return empty when it is longer than so many bytes
     */
    Optional<byte[]> readLine(int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() <= longest) {
            if (from == to && !fill()) {
                return Optional.of(line.toByteArray());
            }
            byte next = buffer[from++];
            clear = from;
            if (next == '\n') {
                byte[] bytes = line.toByteArray();
                boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
                return Optional.of(carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
            }
            line.write(next);
        }
        return Optional.empty();
    }

    private void search() {
        for (int at = clear; at <= to - delimiter.length; at++) {
            if (buffer[at] == delimiter[0]
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                clear = at;
                found = true;
                return;
            }
        }
        clear = Math.max(clear, to - delimiter.length + 1);
    }

    /** Takes more from the source, after what is left; false at its end. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            clear -= from;
            to -= from;
            from = 0;
        }
        int count = source.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }
}
