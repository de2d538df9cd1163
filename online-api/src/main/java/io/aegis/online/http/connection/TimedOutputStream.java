/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.aegis.deadline.IoTimeout;
import io.aegis.deadline.Watchdog;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A live body each part of which has to be taken within a time. A reader that takes longer loses the connection. */
public final class TimedOutputStream extends OutputStream {

    private final OutputStream body;
    private final Watchdog watchdog;
    private final Duration timeout;

    /** A body each part of which has to be taken within {@code timeout}. */
    public TimedOutputStream(OutputStream body, Watchdog watchdog, Duration timeout) {
        this.body = body;
        this.watchdog = watchdog;
        this.timeout = timeout;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try (IoTimeout _ = watchdog.timeout(timeout)) {
            body.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        try (IoTimeout _ = watchdog.timeout(timeout)) {
            body.flush();
        }
    }
}
