/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What becomes of work: repetition, refusal, deadlines, interruption. */
@Isolated("It changes the time zone of the JVM.")
class DatabaseWorkIT extends DatabaseFixture {

    @Test
    void a_connection_killed_between_two_statements_costs_a_repetition() throws Exception {
        List<Long> connections = new ArrayList<>();
        long answer = schema.database().transaction(TestSchema.ample(), execute -> {
            long id = execute.get("SELECT CONNECTION_ID()")
                    .orElseThrow()
                    .column(1)
                    .get(Long.class);
            connections.add(id);
            if (connections.size() == 1) {
                kill(id);
            }
            return one(execute);
        });
        assertThat(answer).isOne();
        assertThat(connections).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void work_that_the_database_refuses_is_not_repeated() {
        List<Integer> attempts = new ArrayList<>();
        assertThatThrownBy(() -> schema.database().transaction(TestSchema.ample(), execute -> {
                    attempts.add(1);
                    return execute.update("UPDATE nothing SET x = 1");
                }))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("the database failed with SQLSTATE 42S02, error 1146");
        assertThat(attempts).hasSize(1);
    }

    @Test
    void an_exception_of_the_work_itself_reaches_the_caller_and_undoes_the_transaction() throws Exception {
        assertThatThrownBy(() -> schema.database().transaction(TestSchema.ample(), execute -> {
                    execute.update("INSERT INTO llm_usage VALUES ('2026-01-01', 'p', 'm', 1, 1, 1, 1, 1, 1, 1)");
                    throw new IllegalStateException("made up");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("made up");
        assertThat(schema.value("SELECT COUNT(*) FROM llm_usage WHERE provider = 'p'"))
                .isEqualTo("0");
    }

    @Test
    void an_error_of_the_work_itself_reaches_the_caller() {
        assertThatThrownBy(() -> schema.database().read(TestSchema.ample(), _ -> {
                    throw new AssertionError("made up");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("made up");
    }

    @Test
    void work_begun_after_its_deadline_sends_nothing() {
        Deadline passed = TestSchema.within(Duration.ofNanos(1));
        assertThatThrownBy(() -> one(schema.database(), passed)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void a_statement_that_takes_too_long_ends_by_the_deadline() throws Exception {
        Deadline deadline = TestSchema.within(HALF_A_SECOND);
        assertThatThrownBy(() -> schema.database().read(deadline, execute -> execute.get("SELECT SLEEP(5)")))
                .isInstanceOf(DatabaseUnavailableException.class);
        assertThat(deadline.elapsedNanos()).isLessThan(HALF_A_SECOND.plus(SLACK).toNanos());
        assertThat(one(schema.database(), TestSchema.ample())).isOne();
    }

    @Test
    void a_caller_who_is_interrupted_is_let_go() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<Boolean> interrupted = threads.submit(() -> {
                Thread caller = Thread.currentThread();
                threads.execute(() -> {
                    awaitUninterrupted(begun);
                    caller.interrupt();
                });
                assertThatThrownBy(() -> schema.database().read(TestSchema.within(Duration.ofSeconds(5)), execute -> {
                            begun.countDown();
                            return execute.get("SELECT SLEEP(1)");
                        }))
                        .isInstanceOf(DatabaseUnavailableException.class)
                        .hasMessage("interrupted while waiting for the database");
                return Thread.interrupted();
            });
            assertThat(interrupted.get()).isTrue();
        }
    }

    @Test
    void a_caller_who_is_interrupted_before_a_connection_is_free_is_let_go() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> one(schema.database(), TestSchema.ample()))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("interrupted while waiting for a database connection");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_closed_database_says_so() {
        Database database = schema.open(TestSchema.serverPort(), PoolSizes.DEFAULT);
        database.close();
        assertThatThrownBy(() -> one(database, TestSchema.ample()))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("the database is closed");
    }

    @Test
    void a_commit_whose_answer_is_lost_is_repeated_as_a_whole() throws Exception {
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), PoolSizes.DEFAULT)) {
            List<Integer> attempts = new ArrayList<>();
            wire.loseAnswerToCommit();
            boolean inserted = database.transaction(TestSchema.ample(), execute -> {
                attempts.add(1);
                return UniqueKey.inserted(() -> execute.insert(
                        "INSERT INTO llm_usage VALUES ('2026-01-01', 'lost', 'm', 1, 1, 1, 1, 1, 1, 1)"));
            });
            assertThat(wire.answersAreLost()).isTrue();
            assertThat(attempts).hasSize(2);
            assertThat(inserted).as("the second attempt meets the first").isFalse();
        }
    }

    /** In the night of 29 March 2026 clocks in Berlin went from 02:00 to 03:00. */
    @Test
    void the_hour_that_a_summer_skips_is_there_whatever_the_time_zone_of_this_process() throws Exception {
        Instant skipped = Instant.parse("2026-03-29T02:30:00.123456Z");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (Database database = schema.open(TestSchema.serverPort(), PoolSizes.DEFAULT)) {
            assertThat(database.<Instant>read(
                            TestSchema.ample(),
                            execute -> execute.get("SELECT CAST(? AS DATETIME(6))", Utc.of(skipped))
                                    .orElseThrow()
                                    .column(1)
                                    .get(Instant.class)))
                    .isEqualTo(skipped);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void sessions_are_strict_bounded_and_in_utc() throws Exception {
        String sql = "SELECT CONCAT_WS(' ', @@time_zone, @@innodb_lock_wait_timeout, @@max_statement_time,"
                + " @@sql_mode LIKE '%STRICT_ALL_TABLES%', IF(@@autocommit, 'each', 'many'))";
        assertThat(schema.database()
                        .<String>read(
                                TestSchema.ample(),
                                execute ->
                                        execute.get(sql).orElseThrow().column(1).get(String.class)))
                .isEqualTo("+00:00 1 10.000000 1 each");
        assertThat(schema.database()
                        .<String>transaction(
                                TestSchema.ample(),
                                execute ->
                                        execute.get(sql).orElseThrow().column(1).get(String.class)))
                .isEqualTo("+00:00 1 10.000000 1 many");
    }
}
