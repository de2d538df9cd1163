/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.aegis.connection.BodyProgress;
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
 * A body of any length, each part of which has to come within a time, and which has to make {@link BodyProgress} in as much
 * waiting. A sender that takes longer, or goes away, loses the connection.
 */
public final class TimedInputStream extends InputStream {

    private final InputStream body;
    private final Watchdog watchdog;
    private final Duration timeout;
    private final Ticker ticker;
    private final BodyProgress progress;

    /** A body each part of which has to come within {@code timeout}. */
    public TimedInputStream(InputStream body, Watchdog watchdog, Duration timeout, Ticker ticker) {
        this.ticker = ticker;
        this.body = body;
        this.watchdog = watchdog;
        this.timeout = timeout;
        this.progress = new BodyProgress(timeout);
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
            if (progress.isTooSlow(read, ticker.nanos() - before)) {
                throw new CloseConnectionException("the body comes too slowly");
            }
            return read;
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the body broke off", e);
        } catch (RequestException e) {
            throw BadChunks.problem();
        }
    }
}
