/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/** Decompression with a limit against zip bombs. Not thread-safe. */
final class BoundedInflation extends FilterInputStream {

    /** Most unpacked bytes. */
    static final long MAX_BYTES = 16L << 30;

    /** Most bytes that come of one packed byte, on the whole. */
    static final int MAX_RATIO = 200;

    /** Bytes that may come of however little. */
    static final long FREE = 16L << 20;

    /** What is said of a file that ends too early. */
    static final String CUT_OFF = "The packed file is cut off or damaged: pack it again, and send it whole.";

    private final LongSupplier packed;
    private long count;

    /** @param packed tells how many packed bytes were read so far */
    BoundedInflation(InputStream unpacked, LongSupplier packed) {
        super(unpacked);
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        int read = damaged(super::read);
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = damaged(() -> super.read(bytes, offset, length));
        count(Math.max(0, read));
        return read;
    }

    @FunctionalInterface
    private interface Read {
        int bytes() throws IOException;
    }

    private static int damaged(Read read) throws IOException {
        try {
            return read.bytes();
        } catch (EOFException | ZipException e) {
            throw new UnreadableFileException(CUT_OFF);
        }
    }

    private void count(int read) throws UnreadableFileException {
        count += read;
        refuseBomb(count, packed.getAsLong());
    }

    /**
     * Refuses what unpacks to far more than it is.
     *
     * @param unpacked bytes; less than none when that is not known
     * @param packed bytes that they came of
     */
    static void refuseBomb(long unpacked, long packed) throws UnreadableFileException {
        if (unpacked > MAX_BYTES || (unpacked > FREE && unpacked / MAX_RATIO > packed)) {
            throw new UnreadableFileException(
                    "The file unpacks to far more than it is: send what is in it, unpacked and in parts.");
        }
    }
}
