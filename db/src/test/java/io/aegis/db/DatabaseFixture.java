/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import io.helidon.dbclient.DbExecute;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One schema, and what shows whether a database answers. */
@ResourceLock("DatabaseFixture")
abstract class DatabaseFixture {

    /** What a scheduler on a busy machine may add to a deadline. */
    static final Duration SLACK = Duration.ofSeconds(10);

    static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    static TestSchema schema;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    static long one(Database database, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, DatabaseFixture::one);
    }

    static long one(DbExecute execute) {
        return execute.get("SELECT 1").orElseThrow().column(1).get(Long.class);
    }

    static void assertFailsByItsDeadline(Database database) {
        Deadline deadline = TestSchema.within(HALF_A_SECOND);
        assertThatThrownBy(() -> one(database, deadline)).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(deadline.elapsedNanos()).isLessThan(HALF_A_SECOND.plus(SLACK).toNanos());
    }

    /** Fails until it is known that the database does not answer; nobody waits from then on. */
    static void assertSoonFailsAtOnce(Database database) throws Exception {
        Await.until("calls fail at once", () -> {
            try {
                one(database, TestSchema.within(HALF_A_SECOND));
                return false;
            } catch (DatabaseUnavailableException e) {
                return "the database does not answer at present".equals(e.getMessage());
            }
        });
    }

    static void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(TestSchema.serverPid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Opens that many connections for reading. */
    static void fill(Database database, int connections) throws Exception {
        CountDownLatch all = new CountDownLatch(connections);
        Callable<Long> together = () -> database.read(TestSchema.ample(), execute -> {
            all.countDown();
            awaitUninterrupted(all);
            return one(execute);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> result : threads.invokeAll(Collections.nCopies(connections, together))) {
                assertThat(result.get()).isOne();
            }
        }
    }

    static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void kill(long id) {
        try (Connection rival = schema.rival();
                Statement statement = rival.createStatement()) {
            statement.execute("KILL CONNECTION " + id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
