/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;

/** An input stream that gives its bytes in blocks; a single byte is a block of one. */
public abstract class BlockInputStream extends InputStream {

    /** A stream at its beginning. */
    protected BlockInputStream() {}

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
