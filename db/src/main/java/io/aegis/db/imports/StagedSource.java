/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.feedbackfile.BlockInputStream;
import io.aegis.feedbackfile.FileSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * A staged file, read a piece at a time.
 *
 * @param pieces gives them
 */
public record StagedSource(Pieces pieces) implements FileSource {

    /** The pieces that a staged file lies in. */
    @FunctionalInterface
    public interface Pieces {

        /**
         * A piece.
         *
         * @param number 0 for the first; all but the last have {@value ImportStaging#PIECE} bytes
         * @return empty behind the last
         * @throws IOException when it cannot be read
         */
        byte[] get(long number) throws IOException;
    }

    @Override
    public InputStream open(long position) {
        return new BlockInputStream() {
            private byte[] piece = new byte[0];
            private long next = position / ImportStaging.PIECE;
            private int at;
            private int skipped = (int) (position % ImportStaging.PIECE);

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (at == piece.length) {
                    piece = pieces.get(next++);
                    at = Math.min(skipped, piece.length);
                    skipped = 0;
                }
                int count = Math.min(length, piece.length - at);
                if (count == 0) {
                    return -1;
                }
                System.arraycopy(piece, at, bytes, offset, count);
                at += count;
                return count;
            }
        };
    }
}
