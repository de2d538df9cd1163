package io.aegis.online.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection without ever holding much of it.
 *
 * <p>Helidon takes a chunk of a body into memory as a whole, whatever size its sender gives it, and reads the line with that
 * size to its end, wherever that is. Both are bounded here.
 *
 * <p>Helidon's reader keeps what it reads as a chain, and each link, read or not, holds on to the next. As soon as one has grown
 * old, a collector by generations takes all later ones for alive until it collects everything, which then happens every few
 * seconds and takes as long as a hundred requests. So a new reader takes over whenever all was read.
 */
final class BoundedReader extends DataReader {

    /** Most bytes of one chunk; senders use some ten thousand. */
    static final int MAX_CHUNK = 1 << 20;

    /** Most bytes of the line before a chunk. */
    static final int MAX_CHUNK_LINE = 256;

    private final Supplier<byte @Nullable []> source;
    private DataReader reader;

    /** Reads what a connection gives. */
    BoundedReader(Supplier<byte @Nullable []> source) {
        super(source);
        this.source = source;
        this.reader = new DataReader(source);
    }

    private DataReader reader() {
        if (reader.available() == 0) {
            reader = new DataReader(source);
        }
        return reader;
    }

    @Override
    public BufferData readBuffer(int length) {
        if (length > MAX_CHUNK) {
            throw problem(Status.REQUEST_ENTITY_TOO_LARGE_413, "a chunk is too large");
        }
        return reader().readBuffer(length);
    }

    @Override
    public String readLine() {
        int end = findNewLine(MAX_CHUNK_LINE);
        if (end == MAX_CHUNK_LINE) {
            throw problem(Status.BAD_REQUEST_400, "the line before a chunk is too long");
        }
        String line = readAsciiString(end);
        skip(2);
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
        return reader().readBytes(length);
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

    private static RequestException problem(Status status, String message) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(message)
                .build();
    }
}
