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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseFaultsIT {

    /** What a scheduler on a busy machine may add to a deadline. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private static TestSchema schema;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static long one(Database database, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, DatabaseFaultsIT::one);
    }

    private static long one(DbExecute execute) {
        return execute.get("SELECT 1").orElseThrow().column(1).get(Long.class);
    }

    private static boolean answers(Database database) {
        return database.answers(TestSchema.within(HALF_A_SECOND));
    }

    private static void assertFailsByItsDeadline(Database database) {
        Deadline deadline = TestSchema.within(HALF_A_SECOND);
        assertThatThrownBy(() -> one(database, deadline)).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(deadline.elapsedNanos()).isLessThan(HALF_A_SECOND.plus(SLACK).toNanos());
    }

    /** Fails until it is known that the database does not answer; nobody waits from then on. */
    private static void assertSoonFailsAtOnce(Database database) throws Exception {
        Await.until("calls fail at once", () -> {
            try {
                one(database, TestSchema.within(HALF_A_SECOND));
                return false;
            } catch (DatabaseUnavailableException e) {
                return "the database does not answer at present".equals(e.getMessage());
            }
        });
    }

    private static void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(TestSchema.serverPid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_hung_server_keeps_nobody_and_is_found_again() throws Exception {
        Database database = schema.database();
        assertThat(one(database, TestSchema.ample())).isOne();
        signal("STOP");
        try {
            assertFailsByItsDeadline(database);
            assertSoonFailsAtOnce(database);
        } finally {
            signal("CONT");
        }
        Await.until("the server is found again", () -> answers(database));
        assertThat(database.<Long>transaction(TestSchema.ample(), DatabaseFaultsIT::one))
                .isOne();
    }

    @Test
    void a_server_that_went_and_came_back_is_found_again() throws Exception {
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), new PoolSizes(4, 4))) {
            assertThat(one(database, TestSchema.ample())).isOne();
            wire.cut();
            assertFailsByItsDeadline(database);
            assertSoonFailsAtOnce(database);
            wire.mend();
            Await.until("the server is found again", () -> answers(database));
        }
    }

    @Test
    void a_database_may_be_opened_before_its_server_is_there() throws Exception {
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort())) {
            wire.cut();
            try (Database database = schema.open(wire.port(), PoolSizes.DEFAULT)) {
                assertThat(answers(database)).isFalse();
                wire.mend();
                Await.until("the server is found", () -> answers(database));
            }
        }
    }

    @Test
    void a_dead_link_keeps_nobody_and_is_used_again_when_it_lives() throws Exception {
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), PoolSizes.DEFAULT)) {
            assertThat(one(database, TestSchema.ample())).isOne();
            wire.swallow(true);
            assertFailsByItsDeadline(database);
            wire.swallow(false);
            Await.until("the link is used again", () -> answers(database));
        }
    }

    @Test
    void connections_that_broke_while_idle_are_replaced_without_a_caller_noticing() throws Exception {
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), new PoolSizes(4, 4))) {
            fill(database, 4);
            wire.cut();
            wire.mend();
            for (int i = 0; i < 20; i++) {
                assertThat(one(database, TestSchema.ample())).isOne();
            }
        }
    }

    /** Opens that many connections for reading. */
    private static void fill(Database database, int connections) throws Exception {
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

    @Test
    void who_finds_all_connections_taken_waits_until_the_deadline_and_no_longer() throws Exception {
        try (Database database = schema.open(TestSchema.serverPort(), new PoolSizes(1, 1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch free = new CountDownLatch(1);
            Future<Long> holder = threads.submit(() -> database.read(TestSchema.ample(), execute -> {
                taken.countDown();
                awaitUninterrupted(free);
                return one(execute);
            }));
            taken.await();
            Deadline deadline = TestSchema.within(Duration.ofMillis(50));
            assertThatThrownBy(() -> one(database, deadline))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessage("no database connection was free before the deadline");
            assertThat(deadline.elapsedNanos())
                    .isLessThan(Duration.ofMillis(50).plus(SLACK).toNanos());
            free.countDown();
            assertThat(holder.get()).isOne();
        }
    }

    @Test
    void many_callers_whose_deadlines_pass_together_do_not_make_the_server_count_as_gone() throws Exception {
        try (Database database = schema.open(TestSchema.serverPort(), new PoolSizes(16, 1))) {
            fill(database, 16);
            Callable<Boolean> impatient = () -> {
                assertThatThrownBy(() -> database.read(
                                TestSchema.within(Duration.ofMillis(100)), execute -> execute.get("SELECT SLEEP(0.2)")))
                        .isInstanceOf(DatabaseUnavailableException.class);
                return true;
            };
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(16, impatient))) {
                    assertThat(result.get()).isTrue();
                }
            }
            assertThat(one(database, TestSchema.ample())).isOne();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

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

    private static void kill(long id) {
        try (Connection rival = schema.rival();
                Statement statement = rival.createStatement()) {
            statement.execute("KILL CONNECTION " + id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
