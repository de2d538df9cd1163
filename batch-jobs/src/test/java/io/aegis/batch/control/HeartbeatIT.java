/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.Heartbeats;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signs of life, what they stop, and the begin and end of what recurs. */
class HeartbeatIT {

    private final TestDatabase database = ControlledProcess.database();
    private final ControlledJobs jobs = new ControlledJobs();
    private final CountDownLatch begun = new CountDownLatch(1);
    private ControlledProcess process;
    private Heartbeat heartbeat;
    private WorkerIdentity worker;

    @BeforeEach
    void start() throws Exception {
        ControlledProcess.clear();
        process = ControlledProcess.known(1, jobs);
        heartbeat = process.part(Heartbeat.class);
        worker = process.part(WorkerIdentity.class);
    }

    @AfterEach
    void close() throws Exception {
        process.part(RunningExecutions.class).all().forEach(RunningInstance::stop);
        process.awaitIdle();
        process.close();
    }

    private long known() throws Exception {
        return database.number("SELECT COUNT(*) FROM heartbeat");
    }

    /** Goes on until it is told to stop. */
    private long endless() throws Exception {
        jobs.work = execution -> {
            begun.countDown();
            Await.until("told to stop", execution::isTerminateOnly);
        };
        long execution = ControlledProcess.started(process.launch(ONCE, "a"));
        begun.await();
        return execution;
    }

    @Test
    void a_process_says_who_it_is_and_goes_on_saying_that_it_lives() throws Exception {
        UUID owner = worker.owner().orElseThrow();
        assertThat(database.value("SELECT CONCAT(host, machine, pid) FROM heartbeat WHERE owner = '" + owner + "'"))
                .isEqualTo("hostmachine1");
        database.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 1 HOUR");
        assertThat(worker.beat()).isTrue();
        assertThat(database.number("SELECT beat_at > UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE FROM heartbeat"))
                .isEqualTo(1);
        assertThat(worker.owner()).contains(owner);
        worker.end();
        assertThat(known()).isZero();
        assertThat(worker.owner()).isEmpty();
        worker.end();
        assertThat(worker.beat()).as("it begins again").isTrue();
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void who_was_taken_for_dead_stops_what_it_runs_and_begins_again() throws Exception {
        UUID before = worker.owner().orElseThrow();
        long execution = endless();
        database.change("DELETE FROM heartbeat");
        heartbeat.beat();
        assertThat(worker.owner()).isPresent().isNotEqualTo(Optional.of(before));
        assertThat(known()).isEqualTo(1);
        process.awaitIdle();
        assertThat(ControlledProcess.status(execution)).isEqualTo("STOPPED");
        assertThat(ControlledProcess.exitMessage(execution)).startsWith(InterruptedExecutions.DISOWNED);
        assertThat(ControlledProcess.locks()).as("for whoever finds it").isEqualTo(1);
    }

    @Test
    void what_is_asked_to_stop_is_stopped_and_nothing_else() throws Exception {
        long execution = endless();
        heartbeat.beat();
        assertThat(ControlledProcess.status(execution)).isEqualTo("STARTED");
        assertThat(process.part(RunningExecutions.class)
                        .all()
                        .iterator()
                        .next()
                        .execution()
                        .orElseThrow()
                        .isStopping())
                .isFalse();
        database.change("UPDATE launch_lock SET stop_asked = TRUE");
        heartbeat.beat();
        process.awaitIdle();
        assertThat(ControlledProcess.status(execution)).isEqualTo("STOPPED");
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void a_sign_that_the_database_does_not_take_is_an_error_and_an_end_is_not() throws Exception {
        WorkerIdentity away = new WorkerIdentity(
                process.part(Heartbeats.class),
                process.part(HostIdentity.class),
                ControlledProcess.AWAY,
                System::nanoTime,
                UUID::randomUUID);
        assertThatThrownBy(away::beat).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(away.owner()).isEmpty();
        away.end();
        try (ControlledProcess silent = new ControlledProcess(2, ControlledProcess.AWAY, jobs)) {
            assertThatThrownBy(() -> silent.part(Heartbeat.class).beat())
                    .isInstanceOf(DatabaseUnavailableException.class);
        }
    }

    @Test
    void it_beats_from_its_start_and_says_at_its_stop_that_it_is_gone_unless_something_still_runs() throws Exception {
        AtomicBoolean idle = new AtomicBoolean();
        HeartbeatLifecycle lifecycle = new HeartbeatLifecycle(heartbeat, worker, idle::get, ControlledProcess.STILL);
        database.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 1 HOUR");
        assertThat(lifecycle.getPhase()).isZero();
        assertThat(lifecycle.isRunning()).isFalse();
        lifecycle.start();
        assertThat(lifecycle.isRunning()).isTrue();
        Await.until(
                "it beats",
                () -> database.number("SELECT beat_at > UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE FROM heartbeat") == 1);
        lifecycle.stop();
        assertThat(lifecycle.isRunning()).isFalse();
        assertThat(known()).as("something still runs").isEqualTo(1);
        idle.set(true);
        lifecycle.stop();
        assertThat(known()).isZero();
    }

    @Test
    void the_product_takes_the_end_for_orderly_when_neither_executions_nor_parts_run() throws Exception {
        process.part(HeartbeatLifecycle.class).stop();
        assertThat(known()).isZero();
        heartbeat.beat();
        endless();
        process.part(HeartbeatLifecycle.class).stop();
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void the_poller_does_what_recurs_and_has_what_runs_stop_at_its_own_stop() throws Exception {
        JobPoller poller = process.part(JobPoller.class);
        assertThat(poller.getPhase()).isEqualTo(Integer.MAX_VALUE);
        assertThat(poller.isRunning()).isFalse();
        database.change("""
                INSERT INTO heartbeat (owner, host, machine, pid, started_at, beat_at)
                VALUES (UUID(), 'gone', 'machine', 77, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""");
        database.change("""
                INSERT INTO job_request (id, job_name, parameters, requested_by, requested_at, due_at)
                VALUES (UUID(), 'unheard-of', '{}', 'test', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""");
        poller.start();
        assertThat(poller.isRunning()).isTrue();
        Await.until("recovery", () -> known() == 1);
        Await.until(
                "requests",
                () -> database.value("SELECT state FROM job_request").equals("REJECTED"));
        Await.until("schedules", () -> database.number("SELECT COUNT(*) FROM schedule") == 1);
        Await.until("keys", () -> process.keys.get() > 0);
        Await.until("meters", () -> process.meters.get() > 0);
        long execution = endless();
        poller.stop();
        assertThat(poller.isRunning()).isFalse();
        assertThat(process.part(RunningExecutions.class).closing()).isTrue();
        assertThat(process.part(RunningExecutions.class).all())
                .as("it was waited for")
                .isEmpty();
        assertThat(ControlledProcess.status(execution)).isEqualTo("STOPPED");
        assertThat(ControlledProcess.locks())
                .as("it goes on with the next start")
                .isEqualTo(1);
    }
}
