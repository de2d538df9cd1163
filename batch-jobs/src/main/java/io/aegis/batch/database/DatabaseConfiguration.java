/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.FrameworkPool;
import io.aegis.db.PoolSizes;
import io.aegis.db.Transactions;
import io.aegis.deadline.Ticker;
import java.sql.Connection;
import java.time.Clock;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The ways to the database: that of the control of jobs, whose work has deadlines, and that of the jobs themselves, which is
 * Spring's: one pool, one transaction manager, and our statements within its transactions.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Each chunk under way needs one, and each running job now and then one for its own tables. */
    private static final int FRAMEWORK_CONNECTIONS = 12;

    private static final PoolSizes SIZES = new PoolSizes(6, 10);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }

    @Bean
    Database database(BatchSettings settings, Ticker ticker) {
        return Database.open(settings.database(), SIZES, ticker, new Random());
    }

    @Bean
    FrameworkPool frameworkPool(BatchSettings settings) {
        return FrameworkPool.open(settings.database(), FRAMEWORK_CONNECTIONS);
    }

    /** A chunk takes a connection with its first statement: one that waits for a language model holds none. */
    @Bean
    DataSource dataSource(FrameworkPool pool) {
        LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
        lazy.setTargetDataSource(new BoundedDataSource(pool.dataSource()));
        lazy.setDefaultAutoCommit(true);
        lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return lazy;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /** For what is to commit with a chunk. */
    @Bean
    Transactions chunkTransactions(DataSource dataSource, JdbcTransactionManager manager) {
        return new SpringTransactions(dataSource, manager);
    }

    /** JSON, not Java's serialisation: a person can read it, and nothing that is in the database can run as code. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}
