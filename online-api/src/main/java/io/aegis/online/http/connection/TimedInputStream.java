package io.aegis.online.http.connection;

import io.aegis.online.problem.ProblemException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A body of any length, each part of which has to come within a time. A sender that takes longer, or goes away, loses the connection. */
public final class TimedInputStream extends InputStream {

    private final InputStream body;
    private final ScheduledExecutorService watchdog;
    private final Duration timeout;

    /** A body each part of which has to come within {@code timeout}. */
    public TimedInputStream(InputStream body, ScheduledExecutorService watchdog, Duration timeout) {
        this.body = body;
        this.watchdog = watchdog;
        this.timeout = timeout;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try (IoTimeout _ = new IoTimeout(watchdog, timeout)) {
            return body.read(bytes, offset, length);
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the body broke off", e);
        } catch (NumberFormatException e) {
            throw ProblemException.malformed("The body is not in well-formed chunks.");
        }
    }
}
