/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lends connections on which no answer is waited for without end. The bound is long: a server that stands still for a while
 * is waited for, one that is gone without a word is not.
 */
final class BoundedDataSource extends DelegatingDataSource {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    BoundedDataSource(DataSource pool) {
        super(pool);
    }

    /** The driver only notes the number; the pool puts its own back afterwards. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
        return connection;
    }
}
