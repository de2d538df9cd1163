package io.aegis.online.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A body of any length, each part of which has to come within a time. A sender that takes longer, or goes away, loses the connection. */
final class PatientStream extends InputStream {

    private final InputStream body;
    private final ScheduledExecutorService watchdog;
    private final Duration patience;

    PatientStream(InputStream body, ScheduledExecutorService watchdog, Duration patience) {
        this.body = body;
        this.watchdog = watchdog;
        this.patience = patience;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try (SlowReadAlarm _ = new SlowReadAlarm(watchdog, patience)) {
            return body.read(bytes, offset, length);
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the body broke off", e);
        } catch (RequestException e) {
            throw BodyReader.refusal(e);
        }
    }
}
