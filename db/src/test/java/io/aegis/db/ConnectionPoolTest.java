/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.IoTimeout;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.aegis.testing.Await;
import io.helidon.dbclient.DbClientException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = nanos::get;
    private final Watchdog watchdog = Watchdog.start("test-timeouts", ticker);
    private final AtomicReference<String> returned = new AtomicReference<>("never");

    @AfterEach
    void end() {
        watchdog.close();
        Thread.interrupted();
    }

    /** A pool whose connections fail after the deadline, and tell how they came back. */
    private HikariDataSource failing(Duration after) {
        return new HikariDataSource() {
            @Override
            public int getMaximumPoolSize() {
                return 1;
            }

            @Override
            public Connection getConnection() {
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, _) -> {
                            if (method.getName().equals("close")) {
                                waitForWatchdog();
                                returned.set(Thread.currentThread().isInterrupted() ? "interrupted" : "quietly");
                                return null;
                            }
                            nanos.addAndGet(after.toNanos());
                            throw new SQLException("the server is away");
                        });
            }
        };
    }

    /** Until it has looked at everything that had begun before. */
    private void waitForWatchdog() {
        Thread other = Thread.ofVirtual().start(() -> {
            try (IoTimeout timeout = watchdog.timeout(0)) {
                Await.until("the watchdog looked", timeout::expired);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        boolean interrupted = Thread.interrupted();
        try {
            other.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobody_is_interrupted_while_giving_a_connection_back_however_late() {
        ConnectionPool pool = new ConnectionPool(failing(Duration.ofSeconds(9)), false, watchdog);
        Deadline deadline = Deadline.after(ticker, Duration.ofSeconds(1));

        assertThatThrownBy(() -> pool.run(
                        execute -> execute.createGet("SELECT 1").execute().isPresent(), deadline, 0, () -> {}))
                .isInstanceOf(DbClientException.class);

        assertThat(returned).hasValue("quietly");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void an_interruption_by_others_is_kept_until_the_connection_is_back() {
        ConnectionPool pool = new ConnectionPool(failing(Duration.ZERO), false, watchdog);
        Deadline deadline = Deadline.after(ticker, Duration.ofSeconds(1));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pool.run(
                        execute -> execute.createGet("SELECT 1").execute().isPresent(), deadline, 0, () -> {}))
                .isInstanceOf(DbClientException.class);

        assertThat(returned).hasValue("quietly");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
