/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.aegis.deadline.IoTimeout;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A body of any length, each part of which has to come within a time, and {@value #LEAST} bytes within as much waiting. A sender
 * that takes longer, or goes away, loses the connection.
 */
public final class TimedInputStream extends InputStream {

    /** Bytes that even the slowest honest sender sends while one waits for it. */
    static final int LEAST = 2048;

    private final InputStream body;
    private final Watchdog watchdog;
    private final Duration timeout;
    private final Ticker ticker;
    private long waited;
    private int came;

    /** A body each part of which has to come within {@code timeout}. */
    public TimedInputStream(InputStream body, Watchdog watchdog, Duration timeout, Ticker ticker) {
        this.ticker = ticker;
        this.body = body;
        this.watchdog = watchdog;
        this.timeout = timeout;
    }

    private void progress(int read, long nanos) {
        waited += nanos;
        came += Math.max(0, read);
        if (came >= LEAST || read < 0) {
            waited = 0;
            came = 0;
        } else if (waited > timeout.toNanos()) {
            throw new CloseConnectionException("the body comes too slowly");
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        long before = ticker.nanos();
        try (IoTimeout _ = watchdog.timeout(timeout)) {
            int read = body.read(bytes, offset, length);
            progress(read, ticker.nanos() - before);
            return read;
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the body broke off", e);
        } catch (RequestException e) {
            throw BadChunks.problem();
        }
    }
}
