/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection without ever holding much of it, and chunks of bodies only where they are framed as RFC 9112 has it.
 *
 * <p>Helidon takes a chunk of a body into memory as a whole, whatever size its sender gives it, and reads the line with that
 * size to its end, wherever that is. So a chunk is handed on as several, and the line is bounded. It also takes a sign before a size and any two bytes for the end of
 * a chunk, where a proxy may see the next request begin; and it takes no extension after a size, which is to be ignored.
 *
 * <p>Helidon's reader keeps what it reads as a chain, and each link, read or not, holds on to the next. As soon as one has grown
 * old, a collector by generations takes all later ones for alive until it collects everything, which then happens every few
 * seconds and takes as long as a hundred requests. So a new reader takes over whenever all was read.
 */
public final class BoundedReader extends DataReader {

    /** Most bytes of a chunk that are handed on at once. */
    public static final int MAX_PIECE = 16 << 10;

    /** Most bytes of the line before a chunk. */
    public static final int MAX_CHUNK_LINE = 256;

    private static final int HEXADECIMAL = 16;

    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})(?:[ \\t]*;.*)?");

    private final Supplier<byte @Nullable []> source;
    private DataReader reader;

    /** Whether what comes next is the content of a chunk, or its end. */
    private boolean inChunk;

    /** Bytes of the chunk that are still to be handed on. */
    private long left;

    /** Whether the line that comes next is the last of a body. */
    private boolean atEnd;

    /** What was read last as bytes: of a request's head, first its first line. */
    private byte[] last = {};

    /** Whether nobody can tell any more where the next request begins. */
    private boolean broken;

    /** Reads what a connection gives. */
    @SuppressWarnings("removal") // Whoever extends it has no other constructor.
    BoundedReader(Supplier<byte @Nullable []> source) {
        super(source);
        this.source = source;
        this.reader = DataReader.create(source);
    }

    private DataReader reader() {
        if (broken) {
            throw problem(Status.BAD_REQUEST_400, "nothing is read after what made no sense");
        }
        if (reader.available() == 0) {
            reader = DataReader.create(source);
        }
        return reader;
    }

    @Override
    public BufferData readBuffer(int length) {
        left -= inChunk ? length : 0;
        return reader().readBuffer(length);
    }

    /** The line before a chunk without its extensions, or the one that ends a body: Helidon reads no other as a whole. */
    @Override
    public String readLine() {
        if (left > 0) {
            return piece();
        }
        String line = boundedLine();
        if (atEnd) {
            atEnd = false;
            if (!line.isEmpty()) {
                throw problem(Status.BAD_REQUEST_400, "trailers are not taken");
            }
            return line;
        }
        Matcher size = CHUNK_SIZE.matcher(line);
        if (!size.matches()) {
            throw problem(Status.BAD_REQUEST_400, "the line before a chunk has no size");
        }
        left = Long.parseLong(size.group(1), HEXADECIMAL);
        atEnd = left == 0;
        inChunk = !atEnd;
        return piece();
    }

    /** The size of what is handed on next: what is there. */
    private String piece() {
        if (left == 0) {
            return "0";
        }
        reader().ensureAvailable();
        return Long.toHexString(Math.min(left, Math.min(MAX_PIECE, available())));
    }

    private String boundedLine() {
        int end = findNewLine(MAX_CHUNK_LINE);
        if (end == MAX_CHUNK_LINE) {
            throw problem(Status.BAD_REQUEST_400, "the line before a chunk is too long");
        }
        String line = reader().readAsciiString(end);
        reader().skip(2);
        return line;
    }

    @Override
    public int available() {
        return reader.available();
    }

    @Override
    public void pullData() {
        reader().pullData();
    }

    @Override
    public void skip(int length) {
        if (left > 0) {
            // It would pass over the end of a chunk, where only a piece of it ends.
            return;
        }
        if (inChunk) {
            inChunk = false;
            if (!reader().startsWithNewLine()) {
                throw problem(Status.BAD_REQUEST_400, "a chunk does not end where it said");
            }
        }
        reader().skip(length);
    }

    @Override
    public void ensureAvailable() {
        reader().ensureAvailable();
    }

    @Override
    public byte read() {
        return reader().read();
    }

    @Override
    public byte lookup() {
        return reader().lookup();
    }

    @Override
    public boolean startsWithNewLine() {
        return reader().startsWithNewLine();
    }

    @Override
    public boolean startsWith(byte[] prefix) {
        return reader().startsWith(prefix);
    }

    @Override
    public BufferData readBuffer() {
        return reader().readBuffer();
    }

    @Override
    public BufferData getBuffer(int length) {
        return reader().getBuffer(length);
    }

    @Override
    public LazyString readLazyString(Charset charset, int length) {
        return reader().readLazyString(charset, length);
    }

    @Override
    public String readAsciiString(int length) {
        return reader().readAsciiString(length);
    }

    @Override
    public byte[] readBytes(int length) {
        last = reader().readBytes(length);
        return last;
    }

    /**
     * Looks whether a method was sent as it is called: their names are told from others by case, and Helidon makes capitals of any.
     *
     * @param method what the first line of a request, just read, was taken for
     * @throws RequestException 400 when it was written otherwise
     */
    void requireAsSent(String method) {
        for (int i = 0; i < method.length(); i++) {
            if (i >= last.length || last[i] != method.charAt(i)) {
                throw problem(Status.BAD_REQUEST_400, "the method is not written in capitals");
            }
        }
    }

    @Override
    public int findOrNewLine(byte wanted, int max) {
        return reader().findOrNewLine(wanted, max);
    }

    @Override
    public int findNewLine(int max) {
        return reader().findNewLine(max);
    }

    @Override
    public String debugDataHex() {
        return reader().debugDataHex();
    }

    private RequestException problem(Status status, String message) {
        broken = true;
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(message)
                .build();
    }
}
