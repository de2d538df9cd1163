/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.Launch;
import io.aegis.batch.control.Restarts;
import io.aegis.batch.control.ScheduleRunner;
import io.aegis.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three processes on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchGuardIT {

    private static final int ROUNDS = 40;

    private final TestDatabase database = TestDatabase.create();
    private final TurnsJob turns = new TurnsJob();
    private final List<BatchProcess> processes = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    void start() throws Exception {
        for (long number = 1; number <= 3; number++) {
            processes.add(BatchProcess.start(database, number, BatchProcess.STILL, turns::addTo));
        }
        Await.until("three processes are known", () -> database.number("SELECT COUNT(*) FROM heartbeat") == 3);
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        processes.forEach(BatchProcess::close);
        database.close();
    }

    @Test
    void a_failed_instance_that_three_restart_at_once_runs_once_in_each_of_forty_rounds() throws Exception {
        turns.turn = (item, turn) -> {
            if (turn == 2 && turns.taken.stream().filter((item + ":2")::equals).count() == 1) {
                throw new IllegalStateException("the first try fails");
            }
        };
        for (int round = 0; round < ROUNDS; round++) {
            String item = "round-" + round;
            long failed = ((Launch.Started) TurnsJob.launch(processes.getFirst(), item)).executionId();
            awaitStatus(failed, "FAILED");

            List<Launch> outcomes =
                    race(process -> process.part(Restarts.class).restart(TurnsJob.definition(process), failed));

            List<Launch.Started> started = outcomes.stream()
                    .filter(Launch.Started.class::isInstance)
                    .map(Launch.Started.class::cast)
                    .toList();
            assertThat(started).as(item + ": " + outcomes).hasSize(1);
            awaitStatus(started.getFirst().executionId(), "COMPLETED");
            assertThat(turns.mostAtOnce.get(item)).as(item).isEqualTo(1);
            assertThat(turns.taken.stream().filter(taken -> taken.startsWith(item + ":")))
                    .containsExactly(item + ":1", item + ":2", item + ":2", item + ":3");
        }
        assertThat(database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION_PARAMS"
                        + " WHERE PARAMETER_NAME = 'item' AND PARAMETER_VALUE LIKE 'round-%'"))
                .isEqualTo(2L * ROUNDS);
    }

    @Test
    void an_instance_that_three_launch_at_once_runs_once() throws Exception {
        turns.turn = (_, _) -> {};

        List<Launch> outcomes = race(process -> TurnsJob.launch(process, "first"));

        assertThat(outcomes).filteredOn(Launch.Started.class::isInstance).hasSize(1);
        Await.until("nobody has the right any more", () -> database.number("SELECT COUNT(*) FROM launch_lock") == 0);
        Await.until(
                "it is known to be done",
                () -> TurnsJob.launch(processes.getLast(), "first") instanceof Launch.AlreadyDone);
    }

    @Test
    void a_time_that_three_see_at_once_fires_once_in_each_of_forty_rounds() throws Exception {
        database.change("""
                INSERT INTO schedule (name, job_name, parameters, cron, zone, enabled, missed, updated_at)
                VALUES ('raced', 'retention', '{}', '0 0 0 1 1 *', 'UTC', TRUE, 'FIRE_ONCE', UTC_TIMESTAMP(6))""");
        for (int round = 1; round <= ROUNDS; round++) {
            database.change("""
                    UPDATE schedule SET next_fire_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND, version = version + 1
                    WHERE name = 'raced'""");

            race(process -> {
                process.part(ScheduleRunner.class).fire();
                return true;
            });

            assertThat(database.number("SELECT COUNT(*) FROM job_request WHERE requested_by = 'schedule:raced'"))
                    .as("after round " + round)
                    .isEqualTo(round);
            // A schedule that still waits for its turn does not fire again.
            database.change("UPDATE job_request SET state = 'LAUNCHED' WHERE requested_by = 'schedule:raced'");
        }
    }

    /** What one of the racers does. */
    @FunctionalInterface
    private interface Racer<T> {
        T run(BatchProcess process) throws Exception;
    }

    private <T> List<T> race(Racer<T> racer) throws Exception {
        CyclicBarrier line = new CyclicBarrier(processes.size());
        List<Callable<T>> racers = new ArrayList<>();
        for (BatchProcess process : processes) {
            racers.add(() -> {
                line.await();
                return racer.run(process);
            });
        }
        List<T> outcomes = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(racers)) {
            outcomes.add(future.get());
        }
        return outcomes;
    }

    /** Ended, and the right given back. */
    private void awaitStatus(long execution, String status) throws Exception {
        Await.until(
                execution + " is " + status,
                () -> database.value("SELECT STATUS FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = " + execution)
                        .equals(status));
        Await.until("nobody has the right any more", () -> database.number("SELECT COUNT(*) FROM launch_lock") == 0);
    }
}
