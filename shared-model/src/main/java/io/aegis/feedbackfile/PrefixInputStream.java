/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;

/** The beginning of a stream, behind which reading fails rather than ends. Not thread-safe. */
final class PrefixInputStream extends BlockInputStream {

    private final InputStream source;
    private long left;

    /** That the beginning was read. */
    static final class PassedException extends IOException {

        private static final long serialVersionUID = 1L;

        PassedException() {
            super("the beginning was read");
        }
    }

    /**
     * Of a stream.
     *
     * @param length bytes of the beginning
     */
    PrefixInputStream(InputStream source, long length) {
        this.source = source;
        this.left = length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left <= 0) {
            throw new PassedException();
        }
        int count = source.read(bytes, offset, (int) Math.min(length, left));
        left -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
