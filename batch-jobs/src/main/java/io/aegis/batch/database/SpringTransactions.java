/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import io.aegis.db.DbClients;
import io.aegis.db.Transactions;
import io.aegis.db.Work;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work within the transaction that Spring has begun, on the connection that Spring holds, so that what a chunk stores and
 * what Spring Batch notes of it commit together; without one, in one of its own. Deadlines are not looked at: they are those
 * of the transaction around it. Thread-safe.
 */
final class SpringTransactions implements Transactions {

    private final TransactionTemplate template;
    private final DbClient client;

    SpringTransactions(DataSource dataSource, PlatformTransactionManager manager) {
        this.template = new TransactionTemplate(manager);
        DataSource joined = new TransactionAwareDataSourceProxy(dataSource);
        this.client = DbClients.over(() -> lent(joined), statement -> statement);
    }

    @Override
    public <T> T transaction(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        try {
            return Optional.ofNullable(template.execute(_ -> work.in(client.execute())))
                    .orElseThrow(() -> new IllegalArgumentException("work has to have a result"));
        } catch (DbClientException | DataAccessException | TransactionException e) {
            throw new DatabaseUnavailableException("a part of a transaction failed", e);
        }
    }

    private static Connection lent(DataSource joined) {
        try {
            return joining(joined.getConnection());
        } catch (SQLException e) {
            throw new DbClientException("no connection", e);
        }
    }

    /** DbClient turns auto-commit on before each statement, which would commit what Spring has begun. */
    private static Connection joining(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SpringTransactions.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("setAutoCommit")
                            && TransactionSynchronizationManager.isActualTransactionActive()) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
