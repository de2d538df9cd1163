/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import io.aegis.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.Snappy;

/** Unpacks bodies, and says how much room that takes before it takes it. */
public final class PackedBody {

    private static final int FIRST = 64 << 10;
    private static final int GROWTH = 4;

    private PackedBody() {}

    /**
     * Unpacks gzip (RFC 1952).
     *
     * @param limit most bytes of what is in it
     * @param room is told how many bytes of memory are about to be taken
     * @throws IOException when it is not gzip
     * @throws ProblemException 413 when there is more in it
     */
    public static byte[] gunzip(byte[] packed, int limit, LongConsumer room) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = new byte[Math.min(limit, FIRST)];
            int read = in.readNBytes(bytes, 0, bytes.length);
            while (read == bytes.length && read < limit) {
                int larger = (int) Math.min(limit, (long) GROWTH * read);
                room.accept(larger - bytes.length);
                bytes = Arrays.copyOf(bytes, larger);
                read += in.readNBytes(bytes, read, bytes.length - read);
            }
            if (read == limit && in.read() >= 0) {
                throw tooLarge(limit);
            }
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        }
    }

    /**
     * Unpacks a Snappy block; else as {@link #gunzip}.
     *
     * @throws IOException when it is no such block
     */
    public static byte[] unsnap(byte[] packed, int limit, LongConsumer room) throws IOException {
        int length = Snappy.uncompressedLength(packed);
        if (length < 0 || length > limit) {
            throw tooLarge(limit);
        }
        room.accept(length);
        return Snappy.uncompress(packed);
    }

    private static ProblemException tooLarge(int limit) {
        return ProblemException.tooLarge("What is packed in the body may have up to " + limit + " bytes.");
    }
}
