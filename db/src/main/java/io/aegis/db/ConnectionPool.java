/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.IoTimeout;
import io.aegis.deadline.Watchdog;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbTransaction;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
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

    /** What rolling back may take. */
    private static final long ROLLBACK_MILLIS = 250;

    /** The lease of the work that this thread is at. */
    private static final ScopedValue<ConnectionLease> LEASE = ScopedValue.newInstance();

    private final HikariDataSource connections;
    private final Semaphore permits;
    private final boolean transactional;
    private final Watchdog watchdog;
    private final DbClient client;

    ConnectionPool(HikariDataSource connections, boolean transactional, Watchdog watchdog) {
        this.watchdog = watchdog;
        this.connections = connections;
        this.permits = new Semaphore(connections.getMaximumPoolSize(), true);
        this.transactional = transactional;
        this.client = DbClients.over(() -> LEASE.get().borrow(), statement -> {
            LEASE.get().beforeStatement();
            return statement;
        });
    }

    /** Connections on which each statement is a transaction of its own. */
    static ConnectionPool forReads(DatabaseSettings settings, int size, Watchdog watchdog) {
        return open("reads", settings, size, false, watchdog);
    }

    /** The same, in sessions that the server lets change nothing. */
    static ConnectionPool forReadsOnly(DatabaseSettings settings, int size, Watchdog watchdog) {
        HikariConfig config = config("read-only", settings, size, false, CONNECT_WAIT_MILLIS);
        config.setConnectionInitSql(SESSION + ", tx_read_only = 1");
        return new ConnectionPool(new HikariDataSource(config), false, watchdog);
    }

    /** Connections on which a transaction begins by itself and ends with a commit. */
    static ConnectionPool forTransactions(DatabaseSettings settings, int size, Watchdog watchdog) {
        return open("transactions", settings, size, true, watchdog);
    }

    private static ConnectionPool open(
            String name, DatabaseSettings settings, int size, boolean transactional, Watchdog watchdog) {
        return new ConnectionPool(
                dataSource(name, settings, size, transactional, CONNECT_WAIT_MILLIS), transactional, watchdog);
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
        config.setExceptionOverrideClassName(KilledConnections.class.getName());
        // The driver lets the same options in the URL win.
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        // DATETIMEs are in UTC, whatever the time zone of this process; by that one the hour that a summer skips would
        // be lost.
        config.addDataSourceProperty("connectionTimeZone", "UTC");
        config.addDataSourceProperty("preserveInstants", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // No statement of the product reads files, and no server may ask for one.
        config.addDataSourceProperty("allowLocalInfile", "false");
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

    /**
     * Runs work once, as one transaction where the pool is for those. What still waits for the server after the deadline is
     * interrupted, which ends its connection: so it has to be on a virtual thread.
     *
     * @param graceNanos how much longer than the deadline its last statement may take
     * @param answered is told when the server has answered: work may have nothing to ask it
     * @throws DbClientException what the database said, or that it did not in time
     */
    <T> T run(Work<T> work, Deadline deadline, long graceNanos, Runnable answered) {
        // Nobody is interrupted any more when the connection goes back: see ConnectionLease.close().
        try (ConnectionLease lease = new ConnectionLease(connections, deadline)) {
            T result = bounded(work, lease, Math.max(0, deadline.remainingNanos()) + graceNanos);
            if (lease.isUsed()) {
                answered.run();
            }
            return result;
        } catch (SQLException e) {
            throw new DbClientException("a connection could not be returned", e);
        }
    }

    private <T> T bounded(Work<T> work, ConnectionLease lease, long nanos) {
        try (IoTimeout timeout = watchdog.timeout(nanos)) {
            try {
                return ScopedValue.where(LEASE, lease)
                        .call(() -> transactional ? committed(work, lease) : work.in(client.execute()));
            } catch (DbClientException e) {
                throw timeout.expired() ? late(e) : e;
            }
        }
    }

    private static DbClientException late(DbClientException interrupted) {
        return new DbClientException(
                "interrupted at the deadline",
                new SQLTimeoutException("the server did not answer before the deadline", interrupted));
    }

    /** The one place where transactions begin and end: DbClient's have no close(), and a forgotten one keeps its connection. */
    private <T> T committed(Work<T> work, ConnectionLease lease) {
        DbTransaction transaction = client.transaction();
        T result;
        try {
            result = work.in(transaction);
            lease.beforeStatement();
        } catch (RuntimeException | Error e) {
            undo(transaction, lease, e);
            throw e;
        }
        if (lease.isUsed()) {
            transaction.commit();
        }
        return result;
    }

    /** What fails here ends with its connection. */
    private static void undo(DbTransaction transaction, ConnectionLease lease, Throwable cause) {
        if (!lease.isUsed()) {
            return;
        }
        try {
            lease.beforeRollback(ROLLBACK_MILLIS);
            transaction.rollback();
        } catch (SQLException | DbClientException e) {
            cause.addSuppressed(e);
        }
    }

    /** Waits for the work under way, which its deadlines bound; does nothing when it is closed already. */
    @Override
    public void close() {
        if (connections.isClosed()) {
            return;
        }
        permits.acquireUninterruptibly(connections.getMaximumPoolSize());
        connections.close();
    }
}
