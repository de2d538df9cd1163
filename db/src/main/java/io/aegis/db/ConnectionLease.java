/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.helidon.dbclient.DbClientException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The connection that one piece of work borrows from its pool, each statement on it bounded by the deadline of the whole.
 * DbClient asks for one and closes it with each statement, or when one fails; here it is the same one for all of them, and goes
 * back when the lease is closed. Not thread-safe.
 */
final class ConnectionLease implements AutoCloseable {

    private final DataSource pool;
    private final Deadline deadline;
    private final long graceMillis;

    /** One, or none yet. */
    private final List<Connection> borrowed = new ArrayList<>(1);

    /**
     * Borrows from a pool.
     *
     * @param graceMillis how much longer than the deadline a statement may take: an answer that is nearly there then does
     *     not cost the connection, though its caller has left
     */
    ConnectionLease(DataSource pool, Deadline deadline, long graceMillis) {
        this.pool = pool;
        this.deadline = deadline;
        this.graceMillis = graceMillis;
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
                limit(borrowed.getLast());
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
     * Begins nothing after the deadline, and ends by then what goes on.
     *
     * @throws DbClientException when it has passed
     */
    void beforeStatement() {
        try {
            if (borrowed.isEmpty()) {
                remainingMillis();
            } else {
                limit(borrowed.getLast());
            }
        } catch (SQLException e) {
            throw new DbClientException("no statement may begin", e);
        }
    }

    /** Lets what cleans up take a moment, whatever is left. */
    void beforeRollback(long millis) throws SQLException {
        borrowed.getLast().setNetworkTimeout(Runnable::run, (int) millis);
    }

    /** The driver only notes the number, without a round trip; the pool puts its own back afterwards. */
    private void limit(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(remainingMillis(), Integer.MAX_VALUE));
        }
    }

    private long remainingMillis() throws SQLTimeoutException {
        long remaining = deadline.remainingNanos();
        if (remaining <= 0) {
            throw new SQLTimeoutException("the deadline has passed");
        }
        // 0 would be no limit at all.
        return 1 + TimeUnit.NANOSECONDS.toMillis(remaining) + graceMillis;
    }

    /** Gives the connection back. */
    @Override
    public void close() throws SQLException {
        for (Connection connection : borrowed) {
            connection.close();
        }
    }
}
