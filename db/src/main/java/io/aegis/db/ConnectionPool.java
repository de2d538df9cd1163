package io.aegis.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Connections of one kind. Permits, as many as connections, are what callers queue for: a permit is waited for until the
 * deadline and not a moment longer, which Hikari cannot do below 250 ms.
 */
final class ConnectionPool implements AutoCloseable {

    /**
     * Hikari's wait for a new connection. Short, because its pause between attempts to connect grows, up to 5 s, for as
     * long as anyone waits: so the server's return is noticed soon.
     */
    private static final long CONNECT_WAIT_MILLIS = 250;

    /** What a transaction takes at least; one begun with less would only be in the way of others. */
    private static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    /**
     * Bounds that hold when the client is gone: no statement outlasts 10 s, and no transaction waits, holding its locks,
     * longer than 1 s for another's.
     */
    private static final String SESSION = "SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 1,"
            + " max_statement_time = 10,"
            + " sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'";

    private final HikariDataSource connections;
    private final Semaphore permits;
    private final boolean transactional;

    private ConnectionPool(HikariDataSource connections, boolean transactional) {
        this.connections = connections;
        this.permits = new Semaphore(connections.getMaximumPoolSize(), true);
        this.transactional = transactional;
    }

    /** Connections on which each statement is a transaction of its own. */
    static ConnectionPool forReads(DatabaseSettings settings, int size) {
        return open("reads", settings, size, false);
    }

    /** The same, in sessions that the server lets change nothing. */
    static ConnectionPool forReadsOnly(DatabaseSettings settings, int size) {
        HikariConfig config = config("read-only", settings, size, false, CONNECT_WAIT_MILLIS);
        config.setConnectionInitSql(SESSION + ", tx_read_only = 1");
        return new ConnectionPool(new HikariDataSource(config), false);
    }

    /** Connections on which a transaction begins by itself and ends with a commit. */
    static ConnectionPool forTransactions(DatabaseSettings settings, int size) {
        return open("transactions", settings, size, true);
    }

    private static ConnectionPool open(String name, DatabaseSettings settings, int size, boolean transactional) {
        return new ConnectionPool(dataSource(name, settings, size, transactional, CONNECT_WAIT_MILLIS), transactional);
    }

    /** Does not connect: the database may be down. */
    static HikariDataSource dataSource(
            String name, DatabaseSettings settings, int size, boolean transactional, long waitMillis) {
        return new HikariDataSource(config(name, settings, size, transactional, waitMillis));
    }

    private static HikariConfig config(
            String name, DatabaseSettings settings, int size, boolean transactional, long waitMillis) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        // Connections are made when asked for and kept; filling up in the background would back off for seconds.
        config.setMinimumIdle(0);
        config.setIdleTimeout(0);
        config.setMaxLifetime(LIFETIME.toMillis());
        config.setConnectionTimeout(waitMillis);
        config.setValidationTimeout(CONNECT_WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(!transactional);
        // No gap locks: inserts of different texts never wait for each other.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SESSION);
        // The driver lets the same options in the URL win.
        // No statement of the product reads files, and no server may ask for one.
        config.addDataSourceProperty("allowLocalInfile", "false");
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "1000");
        return config;
    }

    /** Takes a permit, to be given back with {@link #release()}, unless too little time is left to use it. */
    void reserve(Deadline deadline) throws DatabaseUnavailableException {
        long timeout = deadline.remainingNanos() - LEAST_NANOS;
        try {
            if (timeout < 0 || !permits.tryAcquire(timeout, TimeUnit.NANOSECONDS)) {
                throw new DatabaseUnavailableException("no database connection was free before the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("interrupted while waiting for a database connection", e);
        }
    }

    void release() {
        permits.release();
    }

    /** How busy it is right now. */
    PoolLoad load() {
        return new PoolLoad(connections.getMaximumPoolSize() - permits.availablePermits(), permits.getQueueLength());
    }

    /** Runs work once. A connection that is returned without a commit is rolled back by the pool. */
    <T> T run(Work<T> work, Deadline deadline) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            try {
                Session session = new Session(connection, deadline);
                T result = work.in(session);
                if (transactional) {
                    session.commit();
                }
                return result;
            } catch (SQLException e) {
                if (Failure.of(e) == Failure.CONNECTION) {
                    connections.evictConnection(connection);
                }
                throw e;
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
