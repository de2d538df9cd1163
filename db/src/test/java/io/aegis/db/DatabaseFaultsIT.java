/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Servers that hang, go and come back, links that die, pools that are full: callers never wait beyond their deadline. */
@Isolated("It freezes the database server of all.")
class DatabaseFaultsIT extends DatabaseFixture {

    private static boolean answers(Database database) {
        return database.answers(TestSchema.within(HALF_A_SECOND));
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
        assertThat(database.<Long>transaction(TestSchema.ample(), DatabaseFixture::one))
                .isOne();
    }

    private static boolean isLetIn(Database database) {
        try {
            return database.<Boolean>transaction(TestSchema.ample(), _ -> true);
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    @Test
    void a_server_that_gives_no_sign_of_life_is_not_waited_for() throws Exception {
        Duration patience = Duration.ofMinutes(1);
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), new PoolSizes(4, 4))) {
            assertThat(one(database, TestSchema.ample())).isOne();
            wire.swallow(true);
            assertThat(answers(database)).isFalse();
            // Asks nothing, and so is no sign of life.
            Await.until("is let in", () -> isLetIn(database));
            for (int i = 0; i < 3; i++) {
                Deadline deadline = TestSchema.within(patience);
                assertThatThrownBy(() -> one(database, deadline)).isInstanceOf(DatabaseUnavailableException.class);
                assertThat(deadline.elapsedNanos())
                        .as("attempt %d", i)
                        .isLessThan(patience.dividedBy(2).toNanos());
            }
            wire.swallow(false);
            Await.until("the link is used again", () -> answers(database));
        }
    }

    @Test
    void a_server_whose_connections_are_all_in_use_does_not_count_as_gone() throws Exception {
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
            assertThat(answers(database)).isFalse();
            assertThat(database.<Long>transaction(TestSchema.ample(), DatabaseFixture::one))
                    .isOne();
            free.countDown();
            assertThat(holder.get()).isOne();
        }
    }

    /** On a busy machine it is this process that comes late to the answer, and posts would be refused for it. */
    @Test
    void a_server_that_answers_others_while_a_sign_of_life_is_late_does_not_count_as_gone() throws Exception {
        try (Database database = schema.open(TestSchema.serverPort(), new PoolSizes(2, 2))) {
            assertThat(database.answers(TestSchema.within(HALF_A_SECOND), execute -> {
                        assertThat(answers(database)).isTrue();
                        return execute.get("SELECT SLEEP(30)").isPresent();
                    }))
                    .isFalse();

            assertThat(one(database, TestSchema.ample())).isOne();

            assertThat(database.answers(
                            TestSchema.within(HALF_A_SECOND),
                            execute -> execute.get("SELECT SLEEP(30)").isPresent()))
                    .isFalse();
            assertThatThrownBy(() -> one(database, TestSchema.ample()))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("at present");
        }
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
}
