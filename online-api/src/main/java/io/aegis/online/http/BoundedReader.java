package io.aegis.online.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection without ever holding much of it. Helidon takes a chunk of a body into memory as a whole, whatever
 * size its sender gives it, and reads the line with that size to its end, wherever that is.
 */
final class BoundedReader extends DataReader {

    /** Most bytes of one chunk; senders use some ten thousand. */
    static final int MAX_CHUNK = 1 << 20;

    /** Most bytes of the line before a chunk. */
    static final int MAX_CHUNK_LINE = 256;

    /** Reads what another reader of the same connection gives. */
    BoundedReader(DataReader source) {
        super(() -> next(source));
    }

    private static byte @Nullable [] next(DataReader source) {
        try {
            return source.readBuffer().readBytes();
        } catch (InsufficientDataAvailableException e) {
            return null;
        }
    }

    @Override
    public BufferData readBuffer(int length) {
        if (length > MAX_CHUNK) {
            throw refusal(Status.REQUEST_ENTITY_TOO_LARGE_413, "a chunk is too large");
        }
        return super.readBuffer(length);
    }

    @Override
    public String readLine() {
        int end = findNewLine(MAX_CHUNK_LINE);
        if (end == MAX_CHUNK_LINE) {
            throw refusal(Status.BAD_REQUEST_400, "the line before a chunk is too long");
        }
        String line = readAsciiString(end);
        skip(2);
        return line;
    }

    private static RequestException refusal(Status status, String message) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(message)
                .build();
    }
}
