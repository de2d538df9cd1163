/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * Connections for a framework that begins and ends its own transactions, at READ COMMITTED, with the same bounds as those
 * of a {@link Database}. It can be opened while the server is down. Thread-safe.
 */
public final class FrameworkPool implements AutoCloseable {

    /** How long a framework, which knows no deadline, waits for a connection. */
    private static final long WAIT_MILLIS = 5_000;

    private final HikariDataSource connections;

    private FrameworkPool(HikariDataSource connections) {
        this.connections = connections;
    }

    /**
     * Opens the pool, without connecting yet.
     *
     * @param size most connections
     */
    public static FrameworkPool open(DatabaseSettings settings, int size) {
        return new FrameworkPool(ConnectionPool.dataSource("framework", settings, size, false, WAIT_MILLIS));
    }

    /** The connections. */
    public DataSource dataSource() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }
}
