/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aegis.batch.TestDatabase;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.FrameworkPool;
import io.aegis.db.Transactions;
import io.aegis.settings.Environment;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Our statements and Spring's on one connection, in one transaction. */
class SpringTransactionsIT {

    private static final String INSERT = "INSERT INTO launch_lock (job_name, job_key, slot, owner, locked_at)"
            + " VALUES ('joined', ?, ?, UUID(), UTC_TIMESTAMP(6))";
    private static final String SAME = "INSERT INTO launch_lock (job_name, job_key, slot, owner, locked_at)"
            + " VALUES ('joined', 'spring', 9, UUID(), UTC_TIMESTAMP(6))";

    private TestDatabase database;
    private FrameworkPool pool;
    private JdbcTemplate spring;
    private TransactionTemplate chunk;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        BatchSettings settings = BatchSettings.from(Environment.of(database.settings(), Path.of("target")));
        pool = FrameworkPool.open(settings.database(), 2);
        DataSource dataSource = new DatabaseConfiguration().dataSource(pool);
        JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
        spring = new JdbcTemplate(dataSource);
        chunk = new TransactionTemplate(manager);
        transactions = new SpringTransactions(dataSource, manager);
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private void insert(int number) {
        try {
            transactions.transaction(
                    TestDatabase.ample(), execute -> execute.insert(INSERT, Integer.toString(number), number));
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private long stored() throws Exception {
        return database.number("SELECT COUNT(*) FROM launch_lock");
    }

    @Test
    void both_commit_together() throws Exception {
        chunk.executeWithoutResult(_ -> {
            insert(1);
            spring.update(SAME);
            insert(2);
            assertThat(uncommitted()).isZero();
        });
        assertThat(stored()).isEqualTo(3);
    }

    private long uncommitted() {
        try {
            return stored();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_rolled_back_was_never_there() throws Exception {
        chunk.executeWithoutResult(status -> {
            insert(1);
            insert(2);
            status.setRollbackOnly();
        });
        assertThat(stored()).isZero();
    }

    @Test
    void a_connection_that_dies_between_writing_and_committing_leaves_nothing() throws Exception {
        Throwable died = catchThrowable(() -> chunk.executeWithoutResult(_ -> {
            insert(1);
            kill(String.valueOf(spring.queryForObject("SELECT CONNECTION_ID()", String.class)));
            insert(2);
        }));
        assertThat(PassingFailure.is(died)).isTrue();
        assertThat(stored()).isZero();
        insert(3);
        assertThat(stored())
                .as("without a transaction around it, it has its own")
                .isEqualTo(1);
    }

    /** By another connection of the same account, which may. */
    private void kill(String connection) {
        new JdbcTemplate(pool.dataSource()).execute("KILL CONNECTION " + connection);
    }

    @Test
    void a_refusal_stays_one() {
        insert(1);
        assertThatThrownBy(() -> insert(1))
                .hasCauseInstanceOf(DatabaseUnavailableException.class)
                .satisfies(refused -> assertThat(PassingFailure.is(refused)).isFalse());
    }
}
