package io.aegis.batch.feedbackimport;

import java.util.Arrays;

/**
 * A staged file seen through a window that moves on: bytes are read by their distance from the window's beginning. Holds
 * as much as was asked for and at most one piece more. Not thread-safe.
 */
final class StagedBytes {

    private final Pieces pieces;
    private final int pieceLength;
    private byte[] window = new byte[0];
    private int from;
    private int to;
    private long position;
    private boolean ended;

    /**
     * A window at a position.
     *
     * @param pieceLength of all pieces but the last
     */
    StagedBytes(Pieces pieces, int pieceLength, long position) {
        this.pieces = pieces;
        this.pieceLength = pieceLength;
        this.position = position;
    }

    /** Staged bytes before the window. */
    long position() {
        return position;
    }

    /** The byte at a distance from the window's beginning, 0 to 255; -1 behind the end of the file. */
    int at(int distance) {
        while (from + distance >= to) {
            if (!fill()) {
                return -1;
            }
        }
        return Byte.toUnsignedInt(window[from + distance]);
    }

    /** The first bytes of the window, which were read before. */
    byte[] copy(int length) {
        return Arrays.copyOfRange(window, from, from + length);
    }

    /** Moves the window on, over bytes that were read before. */
    void advance(int length) {
        from += length;
        position += length;
    }

    private boolean fill() {
        if (ended) {
            return false;
        }
        long end = position + (to - from);
        byte[] piece = pieces.get(end / pieceLength);
        int skipped = (int) (end % pieceLength);
        if (piece.length <= skipped) {
            ended = true;
            return false;
        }
        int kept = to - from;
        byte[] next = new byte[kept + piece.length - skipped];
        System.arraycopy(window, from, next, 0, kept);
        System.arraycopy(piece, skipped, next, kept, piece.length - skipped);
        window = next;
        from = 0;
        to = next.length;
        return true;
    }
}
