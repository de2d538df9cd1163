package io.aegis.online.imports;

import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileSource;
import io.aegis.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;

/**
 * A file that is staged, read a piece at a time.
 *
 * @param queries reads pieces
 * @param id of its import
 * @param ticker measures how long the database may take
 */
record StagedSource(ImportQueries queries, UUID id, Ticker ticker) implements FileSource {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public InputStream open(long position) {
        return new InputStream() {
            private byte[] piece = new byte[0];
            private long next = position / ImportStaging.PIECE;
            private int at;
            private int skipped = (int) (position % ImportStaging.PIECE);

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (at == piece.length) {
                    piece = piece(next++);
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

    private byte[] piece(long number) throws IOException {
        try {
            return queries.piece(id, number, Deadline.after(ticker, PATIENCE)).orElse(new byte[0]);
        } catch (LedgerUnavailableException e) {
            throw new IOException("the staged file cannot be read", e);
        }
    }
}
