/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.helidon.dbclient.DbClientException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The connection that one piece of work borrows from its pool; no statement begins after the deadline of the whole. DbClient
 * asks for one and closes it with each statement, or when one fails; here it is the same one for all of them, and goes back
 * when the lease is closed. Not thread-safe.
 */
final class ConnectionLease implements AutoCloseable {

    private final DataSource pool;
    private final Deadline deadline;

    /** One, or none yet. */
    private final List<Connection> borrowed = new ArrayList<>(1);

    /** Borrows from a pool. */
    ConnectionLease(DataSource pool, Deadline deadline) {
        this.pool = pool;
        this.deadline = deadline;
    }

    /**
     * The connection.
     *
     * @throws DbClientException when there is none to be had
     */
    Connection borrow() {
        try {
            if (borrowed.isEmpty()) {
                borrowed.add(pool.getConnection());
            }
            return LentConnection.of(borrowed.getLast());
        } catch (SQLException e) {
            throw new DbClientException("no connection", e);
        }
    }

    /** Whether any statement needed a connection. */
    boolean isUsed() {
        return !borrowed.isEmpty();
    }

    /**
     * Begins nothing after the deadline.
     *
     * @throws DbClientException when it has passed
     */
    void beforeStatement() {
        if (deadline.passed()) {
            throw new DbClientException("no statement may begin", new SQLTimeoutException("the deadline has passed"));
        }
    }

    /** Lets what cleans up take a moment, whatever is left. */
    void beforeRollback(long millis) throws SQLException {
        borrowed.getLast().setNetworkTimeout(Runnable::run, (int) millis);
    }

    /**
     * Gives the connection back, without the mark of an interruption, which is there again afterwards. As long as somebody waits for
     * a connection, Hikari's pool yields until that one has taken it, and parks now and then so that it can; for an interrupted thread
     * parking does nothing. Three such virtual threads on two processors leave no other any time, that one included, for ever.
     */
    @Override
    public void close() throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            for (Connection connection : borrowed) {
                connection.close();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
