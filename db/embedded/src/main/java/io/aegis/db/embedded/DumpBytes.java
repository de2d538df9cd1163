/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a dump one by one, with one to look ahead at and the number of the line. Not thread-safe. */
final class DumpBytes {

    /** What is read behind the last byte. */
    static final int END = -1;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    private long line = 1;

    DumpBytes(InputStream in) {
        this.in = in;
    }

    /** The next byte, from 0 to 255, which stays the next; or {@link #END}. */
    int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(in.read(buffer, 0, BUFFER), 0);
            at = 0;
            if (filled == 0) {
                return END;
            }
        }
        return buffer[at] & 0xFF;
    }

    int next() throws IOException {
        int next = peek();
        if (next != END) {
            at++;
            if (next == '\n') {
                line++;
            }
        }
        return next;
    }

    long line() {
        return line;
    }
}
