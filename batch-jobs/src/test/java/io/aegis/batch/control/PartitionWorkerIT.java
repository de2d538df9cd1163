/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.PARTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.PartitionLeases;
import io.aegis.testing.Await;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.step.StepExecution;

/** Parts of a step: who takes them up, how they end, and what becomes of those that were left. */
class PartitionWorkerIT {

    private final TestDatabase database = ControlledProcess.database();
    private final ControlledJobs jobs = new ControlledJobs();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ControlledProcess process;
    private PartitionWorker worker;

    @BeforeEach
    void start() throws Exception {
        ControlledProcess.clear();
        jobs.part = execution -> done.add(execution.getStepName());
        process = ControlledProcess.known(1, jobs);
        worker = process.part(PartitionWorker.class);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        process.part(RunningExecutions.class).all().forEach(RunningInstance::stop);
        Await.until("nothing runs here", () -> {
            worker.lookAgain();
            return process.part(RunningExecutions.class).all().isEmpty() && worker.isIdle();
        });
        process.close();
    }

    private List<String> parts() throws Exception {
        return List.of(database.value(
                        "SELECT GROUP_CONCAT(STATUS ORDER BY STEP_NAME) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE 'cut:%'")
                .split(","));
    }

    private long open() throws Exception {
        return database.number("SELECT COUNT(*) FROM partition_lease");
    }

    private void awaitOpen(long parts) throws Exception {
        Await.until(parts + " parts are open", () -> open() == parts);
    }

    @Test
    void all_parts_are_worked_on_and_listeners_are_told() throws Exception {
        long execution = process.runs(PARTS, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("COMPLETED");
        assertThat(done).containsExactlyInAnyOrder("cut:a", "cut:b", "cut:c");
        assertThat(jobs.told)
                .containsExactlyInAnyOrder(
                        "begins cut:a", "ended cut:a", "begins cut:b", "ended cut:b", "begins cut:c", "ended cut:c");
        assertThat(open()).isZero();
        assertThat(database.number("SELECT SUM(WRITE_COUNT) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME = 'cut'"))
                .isEqualTo(3);
        Await.until("idle", worker::isIdle);
        assertThat(worker.executions()).isEmpty();
    }

    @Test
    void another_process_takes_parts_up_too() throws Exception {
        jobs.part = execution -> {
            done.add(execution.getStepName());
            goOn.await();
        };
        long execution = ControlledProcess.started(process.launch(PARTS, "a"));
        Await.until("as many as there are places", () -> !done.isEmpty() && open() == 3);
        try (ControlledProcess second = ControlledProcess.known(2, jobs)) {
            Await.until("the rest", () -> {
                second.part(PartitionWorker.class).look();
                return done.size() == 3;
            });
            assertThat(worker.isIdle()).isFalse();
            assertThat(worker.executions())
                    .extracting(StepExecution::getStepName)
                    .allMatch(done::contains);
            goOn.countDown();
            process.awaitIdle();
            Await.until(
                    "both are idle",
                    () -> worker.isIdle() && second.part(PartitionWorker.class).isIdle());
        }
        assertThat(ControlledProcess.status(execution)).isEqualTo("COMPLETED");
    }

    @Test
    void a_part_that_fails_fails_its_job_and_the_others_are_not_begun_any_more() throws Exception {
        jobs.part = execution -> {
            done.add(execution.getStepName());
            throw new IllegalStateException("wrong");
        };
        long execution = process.runs(PARTS, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("FAILED");
        assertThat(parts()).contains("FAILED").doesNotContain("STARTED", "STARTING", "COMPLETED");
        assertThat(open()).isZero();
        assertThat(ControlledProcess.locks()).isZero();

        jobs.part = each -> done.add(each.getStepName());
        done.clear();
        assertThat(ControlledProcess.status(process.runs(PARTS, "a"))).isEqualTo("COMPLETED");
        assertThat(done).containsExactlyInAnyOrder("cut:a", "cut:b", "cut:c");
    }

    @Test
    void a_part_that_the_database_failed_goes_on() throws Exception {
        jobs.part = execution -> {
            if (done.add(execution.getStepName())) {
                throw new IllegalStateException(new SQLTransientConnectionException("gone", "08006"));
            }
        };
        long execution = process.runs(PARTS, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("COMPLETED");
        assertThat(parts()).containsOnly("COMPLETED");
    }

    @Test
    void a_part_that_was_taken_up_too_often_fails() throws Exception {
        database.change("""
                CREATE TRIGGER tries BEFORE INSERT ON partition_lease FOR EACH ROW SET NEW.attempts = %d""".formatted(PartitionWorker.MOST_ATTEMPTS));
        try {
            long execution = process.runs(PARTS, "a");
            assertThat(ControlledProcess.status(execution)).isEqualTo("FAILED");
            assertThat(done).isEmpty();
            assertThat(database.value(
                            "SELECT MAX(EXIT_MESSAGE) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE 'cut:%'"))
                    .contains("20 times without getting on");
            database.change("DROP TRIGGER tries");
            database.change("""
                    CREATE TRIGGER tries BEFORE INSERT ON partition_lease FOR EACH ROW SET NEW.attempts = %d""".formatted(PartitionWorker.MOST_ATTEMPTS - 1));
            assertThat(ControlledProcess.status(process.runs(PARTS, "b"))).isEqualTo("COMPLETED");
        } finally {
            database.change("DROP TRIGGER tries");
        }
    }

    /** With more grace than any test waits. */
    @Test
    void parts_stop_with_their_job_and_that_waits_no_longer_than_they_need() throws Exception {
        process.close();
        process = new ControlledProcess(1, ControlledProcess.PATIENT, jobs);
        process.part(Heartbeat.class).beat();
        worker = process.part(PartitionWorker.class);
        jobs.part = execution -> {
            done.add(execution.getStepName());
            Await.until("told to stop", () -> {
                worker.lookAgain();
                return execution.isTerminateOnly();
            });
        };
        long execution = ControlledProcess.started(process.launch(PARTS, "a"));
        Await.until("begun", () -> !done.isEmpty());
        process.part(RunningExecutions.class).all().forEach(RunningInstance::stop);
        process.awaitIdle();
        assertThat(ControlledProcess.status(execution)).isEqualTo("STOPPED");
        assertThat(parts()).containsOnly("STOPPED");
        assertThat(open()).isZero();
    }

    @Test
    void what_was_withdrawn_cannot_commit() throws Exception {
        jobs.part = execution -> {
            database.change("DELETE FROM partition_lease WHERE step_execution_id = " + execution.getId());
            done.add(execution.getStepName());
        };
        long execution = process.runs(PARTS, "a");
        assertThat(ControlledProcess.status(execution)).isNotEqualTo("COMPLETED");
        assertThat(parts()).doesNotContain("COMPLETED");
    }

    @Test
    void who_counts_as_dead_stops_its_parts_and_the_next_goes_on_with_them() throws Exception {
        jobs.part = execution -> {
            if (done.add(execution.getStepName())) {
                Await.until("told to stop", execution::isTerminateOnly);
            }
        };
        ControlledProcess.started(process.launch(PARTS, "a"));
        Await.until("begun", () -> !done.isEmpty());
        process.part(WorkerIdentity.class).end();
        worker.look();
        Await.until("stopped", worker::isIdle);
        assertThat(open()).as("somebody is to go on").isEqualTo(3);
    }

    @Test
    void while_the_disk_has_no_room_parts_stop_and_none_is_taken_up_until_it_has() throws Exception {
        PartitionPause pause = process.part(PartitionPause.class);
        AtomicBoolean full = new AtomicBoolean(true);
        jobs.part = execution -> {
            done.add(execution.getStepName());
            if (full.get()) {
                Await.until("told to stop", execution::isTerminateOnly);
            }
        };
        long execution = ControlledProcess.started(process.launch(PARTS, "a"));
        Await.until("begun", () -> !done.isEmpty());
        assertThat(pause.holds()).isFalse();
        process.free = OptionalLong.of(0);
        pause.look();
        assertThat(pause.holds()).isTrue();
        Await.until("stopped", () -> {
            worker.look();
            return worker.isIdle();
        });
        full.set(false);
        worker.look();
        assertThat(worker.isIdle()).as("nothing is taken up").isTrue();
        assertThat(open()).as("somebody is to go on").isEqualTo(3);
        process.free = OptionalLong.of(Long.MAX_VALUE);
        pause.look();
        worker.look();
        process.awaitIdle();
        assertThat(ControlledProcess.status(execution)).isEqualTo("COMPLETED");
        assertThat(done).containsExactlyInAnyOrder("cut:a", "cut:b", "cut:c");
    }

    @Test
    void a_lease_of_this_process_that_it_does_not_work_on_is_given_back() throws Exception {
        UUID owner = process.part(WorkerIdentity.class).owner().orElseThrow();
        new PartitionLeases(database.database()).offer(0, List.of(5L), TestDatabase.ample());
        database.change("UPDATE partition_lease SET owner = '" + owner + "'");
        worker.look();
        assertThat(database.number("SELECT COUNT(*) FROM partition_lease WHERE owner IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void what_is_over_or_unknown_is_ended_and_not_worked_on() throws Exception {
        long execution = process.runs(PARTS, "a");
        Await.until("idle", worker::isIdle);
        done.clear();
        long part =
                database.number("SELECT MIN(STEP_EXECUTION_ID) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE 'cut:%'");
        long manager =
                database.number("SELECT MIN(STEP_EXECUTION_ID) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME = 'cut'");
        InstanceKey key = process.key(PARTS, "a");
        UUID owner = process.part(WorkerIdentity.class).owner().orElseThrow();
        database.change("""
                INSERT INTO launch_lock (job_name, job_key, slot, owner, locked_at, execution_id)
                VALUES ('%s', '%s', 1, '%s', UTC_TIMESTAMP(6), %d)""".formatted(key.jobName(), key.jobKey(), owner, execution));
        new PartitionLeases(database.database())
                .offer(execution, List.of(part, manager, 999_999L), TestDatabase.ample());
        worker.look();
        awaitOpen(0);
        assertThat(done).isEmpty();
        database.change("DELETE FROM launch_lock");
    }

    @Test
    void who_is_about_to_stop_takes_nothing_up() throws Exception {
        process.part(RunningExecutions.class).close();
        new PartitionLeases(database.database()).offer(0, List.of(5L), TestDatabase.ample());
        worker.look();
        assertThat(open()).isEqualTo(1);
        assertThat(worker.isIdle()).isTrue();
    }
}
