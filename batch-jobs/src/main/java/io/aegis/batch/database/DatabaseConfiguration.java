package io.aegis.batch.database;

import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.FrameworkPool;
import io.aegis.db.PoolSizes;
import io.aegis.deadline.Ticker;
import java.time.Clock;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The ways to the database: ours, with deadlines, and Spring Batch's, for its own tables. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Each running job needs one for its chunk and now and then one for its own tables. */
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

    /** Spring is not to close it: its pool does. */
    @Bean(destroyMethod = "")
    DataSource dataSource(FrameworkPool pool) {
        return pool.dataSource();
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /** JSON, not Java's serialisation: a person can read it, and nothing that is in the database can run as code. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}
