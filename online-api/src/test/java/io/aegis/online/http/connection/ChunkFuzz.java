/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * Fuzzes the framing of chunks: bodies are taken off the connection as Helidon does it, and held against a plain reading of
 * RFC 9112. Where the two disagreed, a proxy could see another next request than we do.
 */
public final class ChunkFuzz {

    private static final int LONGEST_SIZE = 8;

    private ChunkFuzz() {}

    /** A body of chunks, and how many bytes of the connection it took. */
    private record Body(String content, int taken) {

        static Body of(ByteArrayOutputStream content, int taken) {
            return new Body(content.toString(StandardCharsets.ISO_8859_1), taken);
        }
    }

    /** The body is the same by both, or none by both, however its bytes come. */
    public static void fuzzerTestOneInput(byte[] input) {
        Body expected = plainly(input);
        for (int atOnce : new int[] {1, 7, Math.max(1, input.length)}) {
            Body read = bounded(input, atOnce);
            if (!read.equals(expected)) {
                throw new IllegalStateException("of " + input.length + " bytes, " + atOnce + " at once, " + read.taken()
                        + " were taken instead of " + expected.taken());
            }
        }
    }

    private static final Body NONE = new Body("", -1);

    private static Body bounded(byte[] input, int atOnce) {
        Deque<byte[]> pieces = new ArrayDeque<>();
        for (int at = 0; at < input.length; at += atOnce) {
            pieces.add(Arrays.copyOfRange(input, at, Math.min(input.length, at + atOnce)));
        }
        BoundedReader reader = new BoundedReader(pieces::poll);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            for (int size = size(reader); size > 0; size = size(reader)) {
                content.writeBytes(reader.readBuffer(size).readBytes());
                reader.skip(2);
            }
            reader.readLine();
        } catch (RequestException
                | DataReader.InsufficientDataAvailableException
                | DataReader.IncorrectNewLineException _) {
            return NONE;
        }
        int left = reader.available()
                + pieces.stream().mapToInt(each -> each.length).sum();
        return Body.of(content, input.length - left);
    }

    private static int size(BoundedReader reader) {
        int size = Integer.parseUnsignedInt(reader.readLine(), 16);
        if (size > BoundedReader.MAX_PIECE) {
            throw new IllegalStateException("a piece of " + size + " bytes");
        }
        return size;
    }

    private static Body plainly(byte[] input) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            OptionalInt end = line(input, at);
            if (end.isEmpty() || end.getAsInt() - at >= BoundedReader.MAX_CHUNK_LINE) {
                return NONE;
            }
            long size = size(input, at, end.getAsInt());
            at = end.getAsInt() + 2;
            if (size < 0 || size > input.length - at) {
                return NONE;
            }
            content.write(input, at, (int) size);
            at += (int) size;
            if (at + 2 > input.length || input[at] != '\r' || input[at + 1] != '\n') {
                return NONE;
            }
            at += 2;
            if (size == 0) {
                return Body.of(content, at);
            }
        }
    }

    /** Where the line that begins here ends; a line feed alone ends none, and neither may be within. */
    private static OptionalInt line(byte[] input, int from) {
        for (int at = from; at < input.length; at++) {
            if (input[at] == '\n') {
                return OptionalInt.empty();
            }
            if (input[at] == '\r') {
                return at + 1 < input.length && input[at + 1] == '\n' ? OptionalInt.of(at) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** The size that a line says, whatever extensions it has; -1 without one. */
    private static long size(byte[] input, int from, int end) {
        int at = from;
        long size = 0;
        for (; at < end && Character.digit(input[at], 16) >= 0 && at - from < LONGEST_SIZE; at++) {
            size = 16 * size + Character.digit(input[at], 16);
        }
        if (at == from) {
            return -1;
        }
        int blank = at;
        while (blank < end && (input[blank] == ' ' || input[blank] == '\t')) {
            blank++;
        }
        return at == end || (blank < end && input[blank] == ';') ? size : -1;
    }
}
