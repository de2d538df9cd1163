/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** A part of an archive whose checksum is verified when its end is reached, which {@link java.util.zip.ZipFile} leaves to others. */
final class VerifiedInputStream extends CheckedInputStream {

    private final long checksum;

    /**
     * A part.
     *
     * @param checksum CRC-32 of all of it
     */
    VerifiedInputStream(InputStream part, long checksum) {
        super(part, new CRC32());
        this.checksum = checksum;
    }

    @Override
    public int read() throws IOException {
        return verified(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return verified(super.read(buffer, offset, length));
    }

    private int verified(int read) throws IOException {
        if (read < 0 && getChecksum().getValue() != checksum) {
            throw new UnreadableFileException(BoundedInflation.CUT_OFF);
        }
        return read;
    }
}
