/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;

/**
 * JSON in UTF-8 whose strings are cut behind one character or two more than a record may have bytes, so that one string that is far
 * too long neither fills the memory nor ends the reading: whoever reads it finds it longer than {@value
 * DelimitedRecords#MAX_LENGTH} characters. Outside of strings nothing is changed. Not thread-safe.
 */
final class BoundedStrings extends BlockInputStream {

    private static final int UNICODE_DIGITS = 4;
    private static final int FOUR_BYTES = 0b1111_0000;
    private static final int CONTINUATION = 0b1000_0000;
    private static final int CONTINUATION_MASK = 0b1100_0000;

    private final InputStream source;
    private boolean within;
    private boolean escaped;
    private int digits;
    private long length;

    BoundedStrings(InputStream source) {
        this.source = source;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int kept = 0;
        while (kept == 0) {
            int read = source.read(bytes, offset, length);
            if (read < 0) {
                return -1;
            }
            for (int i = offset; i < offset + read; i++) {
                if (keeps(Byte.toUnsignedInt(bytes[i]))) {
                    bytes[offset + kept++] = bytes[i];
                }
            }
        }
        return kept;
    }

    /** Whether the next byte is passed on. Characters and escapes are kept or left out as a whole. */
    private boolean keeps(int next) {
        if (!within) {
            within = next == '"';
            length = 0;
            return true;
        }
        if (digits > 0) {
            digits--;
        } else if (escaped) {
            escaped = false;
            digits = next == 'u' ? UNICODE_DIGITS : 0;
        } else if (next == '"') {
            within = false;
            return true;
        } else if ((next & CONTINUATION_MASK) != CONTINUATION) {
            escaped = next == '\\';
            // In UTF-16, as whoever reads it counts.
            length += next < FOUR_BYTES ? 1 : 2;
        }
        // A character may count as two, so that one more would be none.
        return length <= DelimitedRecords.MAX_LENGTH + 2L;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
