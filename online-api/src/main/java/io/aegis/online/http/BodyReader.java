/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.deadline.IoTimeout;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.aegis.online.http.connection.BadChunks;
import io.aegis.online.http.connection.TimedInputStream;
import io.aegis.online.http.connection.TimedOutputStream;
import io.aegis.problem.ProblemException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies within a size and a time. A body that says it is too large is refused before a byte of it is read; one
 * that does not say, when it gets too large. A sender that takes longer than allowed loses its connection, because the
 * place it holds is needed.
 *
 * @param watchdog ends reads that take too long
 * @param timeout for a whole body, or for each part of one that streams
 * @param ticker measures how long a streaming sender was waited for
 * @param discards refused bodies that are read off at once
 */
public record BodyReader(Watchdog watchdog, Duration timeout, Ticker ticker, Semaphore discards) {

    /** Bodies up to here are read off even when the request was refused, so that the connection can stay open. */
    private static final long SMALL = 64L << 10;

    /** Room that is taken at once for a body that announces its length. */
    private static final int FIRST = 256 << 10;

    /** How long a larger body is read off, so that a sender who writes before it reads comes to read the refusal. */
    private static final Duration DISCARD_WITHIN = Duration.ofSeconds(2);

    /** Read off at once: each may be megabytes that nobody wants. */
    private static final int DISCARDED_AT_ONCE = 8;

    /** Reads off as many refused bodies at once as is usual. */
    public BodyReader(Watchdog watchdog, Duration timeout, Ticker ticker) {
        this(watchdog, timeout, ticker, new Semaphore(DISCARDED_AT_ONCE));
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException 413 when it has more than {@code limit} bytes
     * @throws CloseConnectionException when the sender went away or took too long
     */
    byte[] read(ServerRequest request, int limit) {
        OptionalLong announced = request.headers().contentLength();
        if (announced.orElse(0) > limit) {
            throw ProblemException.tooLarge(limit);
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (IoTimeout _ = watchdog.timeout(timeout)) {
            InputStream body = request.content().inputStream();
            if (announced.isPresent()) {
                return whole(body, (int) announced.getAsLong());
            }
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw ProblemException.tooLarge(limit);
            }
            return bytes;
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the body broke off", e);
        } catch (RequestException e) {
            throw BadChunks.problem();
        }
    }

    /**
     * Takes the room for what was announced once some of it has come, for those who announce much and send nothing. What lies
     * between would only be more garbage, of a size that fills the old generation.
     */
    private static byte[] whole(InputStream body, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, FIRST)];
        int read = body.readNBytes(bytes, 0, bytes.length);
        if (read == bytes.length && read < length) {
            bytes = Arrays.copyOf(bytes, length);
            read += body.readNBytes(bytes, read, length - read);
        }
        // Helidon knows of the end once it was asked for; until then it reads on, into a buffer of its own.
        body.close();
        return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }

    /**
     * A body as it comes, of any size. Only a sender that pauses too long loses its connection. Its methods throw {@link
     * CloseConnectionException} when the sender went away, also before the end that it announced.
     */
    InputStream stream(ServerRequest request) {
        return request.content().hasEntity()
                ? new TimedInputStream(request.content().inputStream(), watchdog, timeout, ticker)
                : InputStream.nullInputStream();
    }

    /** The same, where a reader that takes nothing for too long loses its connection. */
    OutputStream patient(OutputStream out) {
        return new TimedOutputStream(out, watchdog, timeout);
    }

    /** Whether the connection has to end after an answer that is given now, because too much of the body is unread. */
    static boolean mustClose(ServerRequest request) {
        return !request.content().consumed()
                && (!request.continueSent() || request.headers().contentLength().orElse(Long.MAX_VALUE) > SMALL);
    }

    /**
     * After the answer: takes the rest of an unread body off the wire. A small one is awaited as long as one that is read, and the
     * connection goes on; who drips it loses the connection, as Helidon would wait for its next byte for ever. Of a large one what
     * comes within a moment is taken, as a connection that ends with unread bytes is reset, and the answer may be lost with it: so it
     * is where many are refused at once, because taking what they send costs more than refusing it.
     *
     * @param ends whether the connection ends for other reasons than a large body
     */
    void discardRest(ServerRequest request, boolean ends) {
        if (request.content().consumed() || !request.continueSent()) {
            return;
        }
        if (!ends && !mustClose(request)) {
            discard(request, timeout);
            return;
        }
        if (!discards.tryAcquire()) {
            throw new CloseConnectionException("too many refused bodies are read off");
        }
        try {
            discard(request, DISCARD_WITHIN);
        } finally {
            discards.release();
        }
    }

    private void discard(ServerRequest request, Duration within) {
        try (IoTimeout _ = watchdog.timeout(within)) {
            request.content().consume();
        } catch (RuntimeException e) {
            // The answer is out; whatever is wrong with the rest concerns nobody any more.
            throw new CloseConnectionException("the rest of a refused body was not awaited", e);
        }
    }
}
