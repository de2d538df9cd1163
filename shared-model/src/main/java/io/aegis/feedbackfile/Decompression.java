/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files as they are once they are unpacked. */
final class Decompression {

    private static final int BUFFER = 1 << 16;

    private Decompression() {}

    /** What a file begins with that is packed with gzip. */
    static boolean isGzip(byte[] first) {
        return begins(first, 0x1F, 0x8B);
    }

    /** What a file begins with that is a zip archive. */
    static boolean isZip(byte[] first) {
        return begins(first, 'P', 'K', 3, 4) || begins(first, 'P', 'K', 5, 6);
    }

    private static boolean begins(byte[] first, int... mark) {
        if (first.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(first[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bytes in a file; the caller closes the stream.
     *
     * @throws UnreadableFileException when it is not packed like that, or unpacks to more than is allowed
     */
    static InputStream open(FileSource source, Compression packing) throws IOException {
        InputStream packed = source.open(0);
        boolean opened = false;
        try {
            InputStream unpacked = switch (packing) {
                case NONE -> packed;
                case GZIP -> gunzipped(packed);
                case ZIP -> onlyFile(packed);
            };
            opened = true;
            return unpacked;
        } finally {
            if (!opened) {
                packed.close();
            }
        }
    }

    private static InputStream gunzipped(InputStream packed) throws IOException {
        CountedInput counted = new CountedInput(packed);
        try {
            return new BoundedInflation(new GZIPInputStream(counted, BUFFER), counted::count);
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException(
                    "The file begins like gzip and is not: pack it again, or send it unpacked.");
        }
    }

    private static InputStream onlyFile(InputStream packed) throws IOException {
        Archive archive;
        try (packed) {
            archive = Archive.of(packed);
        }
        boolean opened = false;
        try {
            InputStream file = archive.onlyFile();
            opened = true;
            return new FilterInputStream(file) {
                @Override
                public void close() throws IOException {
                    try (archive) {
                        super.close();
                    }
                }
            };
        } finally {
            if (!opened) {
                archive.close();
            }
        }
    }
}
