/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream seen through a window that moves on: code units are read by their distance from the window's beginning. Holds
 * as much as was asked for and at most {@value #STEP} bytes more. Not thread-safe.
 */
final class ByteWindow implements Closeable {

    /** Bytes read at once. */
    static final int STEP = 1 << 16;

    private final InputStream source;
    private final int width;
    private final boolean littleEndian;
    private byte[] window;
    private int from;
    private int to;
    private long position;
    private boolean ended;

    /**
     * A window at the beginning of a stream.
     *
     * @param position what the stream's first byte counts as
     */
    ByteWindow(InputStream source, long position, Encoding encoding) {
        this(source, position, encoding, new byte[STEP]);
    }

    private ByteWindow(InputStream source, long position, Encoding encoding, byte[] window) {
        this.source = source;
        this.position = position;
        this.window = window;
        this.width = encoding.width();
        this.littleEndian = encoding.littleEndian();
    }

    /**
     * A window on bytes that are all there: on these themselves, as a preview reads them in twenty ways.
     *
     * @param start of the stream in them
     */
    static ByteWindow on(byte[] bytes, int start, Encoding encoding) {
        ByteWindow all = new ByteWindow(InputStream.nullInputStream(), start, encoding, bytes);
        all.from = start;
        all.to = bytes.length;
        all.ended = true;
        return all;
    }

    /** Bytes before the window. */
    long position() {
        return position;
    }

    /** Bytes of a code unit. */
    int width() {
        return width;
    }

    /** The code unit at a distance of so many from the window's beginning; -1 behind the last whole one. */
    int at(int distance) throws IOException {
        int offset = distance * width;
        while (from + offset + width > to) {
            if (!fill()) {
                return -1;
            }
        }
        int at = from + offset;
        if (width == 1) {
            return Byte.toUnsignedInt(window[at]);
        }
        int unit = 0;
        for (int i = 0; i < width; i++) {
            int each = littleEndian ? at + width - 1 - i : at + i;
            unit = unit << Byte.SIZE | Byte.toUnsignedInt(window[each]);
        }
        return unit < 0 ? Integer.MAX_VALUE : unit;
    }

    /** The bytes of the first code units of the window, which were read before. */
    byte[] copy(int units) {
        return Arrays.copyOfRange(window, from, from + units * width);
    }

    /** Moves the window on, over code units that were read before. */
    void advance(int units) {
        from += units * width;
        position += (long) units * width;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (from > 0) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            from = 0;
        }
        if (window.length - to < STEP) {
            window = Arrays.copyOf(window, Math.max(to + STEP, window.length * 2));
        }
        int count = source.readNBytes(window, to, STEP);
        to += count;
        ended = count < STEP;
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
