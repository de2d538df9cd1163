package io.aegis.online.http;

import io.aegis.deadline.Ticker;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A body of any length, each part of which has to come within a time, and {@value #LEAST} bytes within as much waiting. A sender
 * that takes longer, or goes away, loses the connection.
 */
final class PatientStream extends InputStream {

    /** Bytes that even the slowest honest sender sends while one waits for it. */
    static final int LEAST = 2048;

    private final InputStream body;
    private final ScheduledExecutorService watchdog;
    private final Duration patience;
    private final Ticker ticker;
    private long waited;
    private int came;

    PatientStream(InputStream body, ScheduledExecutorService watchdog, Duration patience, Ticker ticker) {
        this.ticker = ticker;
        this.body = body;
        this.watchdog = watchdog;
        this.patience = patience;
    }

    private void progress(int read, long nanos) {
        waited += nanos;
        came += Math.max(0, read);
        if (came >= LEAST || read < 0) {
            waited = 0;
            came = 0;
        } else if (waited > patience.toNanos()) {
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
        try (SlowReadAlarm _ = new SlowReadAlarm(watchdog, patience)) {
            int read = body.read(bytes, offset, length);
            progress(read, ticker.nanos() - before);
            return read;
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the body broke off", e);
        } catch (RequestException e) {
            throw BodyReader.malformedChunks();
        }
    }
}
