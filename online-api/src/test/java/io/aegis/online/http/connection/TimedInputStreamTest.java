/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.connection.BodyProgress;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedInputStreamTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final Watchdog watchdog = Watchdog.start("watchdog", Ticker.system());

    @AfterEach
    void close() {
        watchdog.close();
    }

    /** A sender of {@code size} bytes in pieces, before each of which it lets one wait. */
    private TimedInputStream sender(int size, int piece, Duration pause) {
        return new TimedInputStream(
                new InputStream() {
                    private int left = size;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        nanos.addAndGet(pause.toNanos());
                        int read = Math.min(Math.min(left, piece), length);
                        left -= read;
                        return length == 0 || read > 0 ? read : -1;
                    }
                },
                watchdog,
                TIMEOUT,
                nanos::get);
    }

    @Test
    void one_that_trickles_loses_its_connection() {
        try (InputStream trickle = sender(1_000, 1, Duration.ofSeconds(4))) {
            assertThat(trickle.read()).isZero();
            assertThat(trickle.read()).isZero();
            assertThatThrownBy(trickle::read).isInstanceOf(CloseConnectionException.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void one_that_is_slow_but_makes_progress_is_awaited() throws IOException {
        int size = 50 * BodyProgress.LEAST;
        try (InputStream slow = sender(size, BodyProgress.LEAST, Duration.ofSeconds(9))) {
            assertThat(slow.readAllBytes()).hasSize(size);
        }
    }

    @Test
    void the_time_that_its_reader_takes_does_not_count() throws IOException {
        try (InputStream quick = sender(100, 1, Duration.ofMillis(1))) {
            for (int i = 0; i < 100; i++) {
                assertThat(quick.read()).isZero();
                nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            }
            assertThat(quick.read()).isEqualTo(-1);
        }
    }
}
