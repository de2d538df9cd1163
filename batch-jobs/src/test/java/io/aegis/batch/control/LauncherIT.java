/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.AGAIN;
import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.dao.TransientDataAccessResourceException;

/** What comes of launches and restarts, and of the rights that they take. */
class LauncherIT {

    private final TestDatabase database = ControlledProcess.database();
    private final ControlledJobs jobs = new ControlledJobs();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ControlledProcess process;

    @BeforeEach
    void start() throws Exception {
        ControlledProcess.clear();
        process = ControlledProcess.known(1, jobs);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        process.awaitIdle();
        process.close();
    }

    private void restartWith(ControlledJobs changed) throws Exception {
        process.close();
        process = ControlledProcess.known(1, changed);
    }

    private UUID other() throws Exception {
        database.change("""
                INSERT INTO heartbeat (owner, host, machine, pid, started_at, beat_at)
                VALUES (UUID(), 'other', 'elsewhere', 9, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""");
        return UUID.fromString(database.value("SELECT owner FROM heartbeat WHERE host = 'other'"));
    }

    private void lock(String item, UUID owner) throws Exception {
        InstanceKey key = process.key(ONCE, item);
        new LaunchLocks(database.database()).acquire(key.jobName(), key.jobKey(), owner, 64, TestDatabase.ample());
    }

    @Test
    void it_runs_once_and_then_is_done() throws Exception {
        long execution = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("COMPLETED");
        assertThat(ControlledProcess.locks()).isZero();
        assertThat(process.launch(ONCE, "a")).isEqualTo(new Launch.AlreadyDone(Optional.of(execution)));
        assertThat(ControlledProcess.locks()).isZero();
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
    }

    @Test
    void nothing_is_launched_by_a_process_that_nobody_knows_or_that_is_about_to_stop() throws Exception {
        try (ControlledProcess unknown = new ControlledProcess(2, ControlledProcess.STILL, jobs)) {
            assertThat(unknown.launch(ONCE, "a")).isEqualTo(new Launch.NotHere());
        }
        process.part(RunningExecutions.class).close();
        assertThat(process.launch(ONCE, "a")).isEqualTo(new Launch.NotHere());
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void what_runs_here_is_not_launched_again() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        jobs.work = _ -> {
            begun.countDown();
            goOn.await();
        };
        long execution = ControlledProcess.started(process.launch(ONCE, "a"));
        begun.await();
        assertThat(process.launch(ONCE, "a")).isEqualTo(new Launch.AlreadyRuns(Optional.of(execution)));
        assertThat(database.number("SELECT execution_id FROM launch_lock")).isEqualTo(execution);
    }

    @Test
    void no_more_run_at_once_than_may() throws Exception {
        jobs.work = _ -> goOn.await();
        jobs.atMostHere = 2;
        jobs.atMost = 3;
        restartWith(jobs);
        ControlledProcess.started(process.launch(ONCE, "a"));
        ControlledProcess.started(process.launch(ONCE, "b"));
        assertThat(process.launch(ONCE, "c")).isEqualTo(new Launch.Full(2));
        assertThat(process.part(RunningExecutions.class).count(ONCE)).isEqualTo(2);
        assertThat(process.part(RunningExecutions.class).count(AGAIN)).isZero();
        ControlledProcess.started(process.launch(AGAIN, "a"));
        try (ControlledProcess second = ControlledProcess.known(2, jobs)) {
            ControlledProcess.started(second.launch(ONCE, "c"));
            assertThat(second.launch(ONCE, "d")).isEqualTo(new Launch.Full(3));
            assertThat(second.part(RunningExecutions.class).find(second.key(ONCE, "d")))
                    .isEmpty();
            goOn.countDown();
            second.awaitIdle();
        }
    }

    @Test
    void what_another_runs_is_not_launched_here_and_it_is_told_whether_that_one_lives() throws Exception {
        lock("a", other());
        assertThat(process.launch(ONCE, "a")).isEqualTo(new Launch.AlreadyRuns(Optional.empty()));
        database.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 4 HOUR WHERE host = 'other'");
        assertThat(process.launch(ONCE, "a")).isEqualTo(new Launch.Unattended());
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
    }

    @Test
    void what_cannot_be_restarted_is_impossible_and_its_right_is_given_back() throws Exception {
        process.fail("start", new JobRestartException("abandoned"));
        assertThat(process.launch(ONCE, "a")).isInstanceOf(Launch.Impossible.class);
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void what_began_meanwhile_is_told_and_the_right_stays_for_the_recovery() throws Exception {
        long first = process.runs(ONCE, "a");
        process.fail("start", new JobExecutionAlreadyRunningException("runs"));
        assertThat(process.launch(ONCE, "a")).isEqualTo(new Launch.AlreadyRuns(Optional.of(first)));
        assertThat(ControlledProcess.locks()).isEqualTo(1);
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
    }

    @Test
    void without_the_job_repository_nothing_is_held_and_the_right_stays_for_the_recovery() throws Exception {
        process.fail("start", new TransientDataAccessResourceException("away"));
        assertThatThrownBy(() -> process.launch(ONCE, "a")).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(ControlledProcess.locks()).isEqualTo(1);
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
    }

    @Test
    void an_instance_that_was_left_without_an_execution_or_with_one_that_nobody_runs_is_launched() throws Exception {
        long first = process.runs(ONCE, "a");
        database.change("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL");
        database.change("UPDATE BATCH_STEP_EXECUTION SET STATUS = 'UNKNOWN', END_TIME = NULL");
        long second = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(first)).isEqualTo("FAILED");
        assertThat(ControlledProcess.exitMessage(first)).isEqualTo(CutShort.PROCESS_GONE);
        assertThat(database.value("SELECT CONCAT(STATUS, EXIT_CODE, END_TIME IS NULL) FROM BATCH_STEP_EXECUTION"
                        + " WHERE JOB_EXECUTION_ID = " + first))
                .isEqualTo("FAILEDFAILED0");
        assertThat(database.value("SELECT END_TIME IS NULL FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = " + first))
                .isEqualTo("0");
        assertThat(ControlledProcess.status(second)).isEqualTo("COMPLETED");

        for (String table : List.of(
                "BATCH_STEP_EXECUTION_CONTEXT",
                "BATCH_STEP_EXECUTION",
                "BATCH_JOB_EXECUTION_CONTEXT",
                "BATCH_JOB_EXECUTION_PARAMS",
                "BATCH_JOB_EXECUTION")) {
            database.change("DELETE FROM " + table);
        }
        assertThat(ControlledProcess.status(process.runs(ONCE, "a"))).isEqualTo("COMPLETED");
    }

    @Test
    void an_execution_whose_right_has_passed_on_does_not_begin() throws Exception {
        jobs.work = _ -> {
            throw new AssertionError("must not run");
        };
        UUID other = other();
        database.change("""
                CREATE TRIGGER takes_over BEFORE INSERT ON BATCH_JOB_EXECUTION FOR EACH ROW
                UPDATE launch_lock SET owner = '%s'""".formatted(other));
        try {
            long execution = process.runs(ONCE, "a");
            assertThat(ControlledProcess.status(execution)).isEqualTo("FAILED");
            assertThat(database.number("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION"))
                    .isZero();
            assertThat(ControlledProcess.exitMessage(execution)).startsWith(CutShort.DISOWNED);
            assertThat(ControlledProcess.locks()).isEqualTo(1);
        } finally {
            database.change("DROP TRIGGER takes_over");
        }
    }

    @Test
    void an_execution_that_the_database_failed_is_cut_short_and_its_right_stays() throws Exception {
        jobs.work = _ -> {
            throw new IllegalStateException(new SQLTransientConnectionException("gone", "08006"));
        };
        long execution = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("FAILED");
        assertThat(ControlledProcess.exitMessage(execution)).startsWith(CutShort.DATABASE_AWAY);
        assertThat(ControlledProcess.locks()).as("whoever finds it resumes").isEqualTo(1);

        database.change("DELETE FROM launch_lock");
        long again = process.runs(AGAIN, "a");
        assertThat(ControlledProcess.exitMessage(again)).doesNotContain(CutShort.DATABASE_AWAY);
        assertThat(ControlledProcess.locks()).as("it is not one to be resumed").isZero();
    }

    @Test
    void an_execution_that_fails_by_itself_gives_its_right_back() throws Exception {
        jobs.work = _ -> {
            throw new IllegalStateException("wrong");
        };
        long execution = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("FAILED");
        assertThat(ControlledProcess.exitMessage(execution)).contains("wrong");
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void an_execution_that_the_end_of_its_process_stops_keeps_its_right_when_it_is_to_be_resumed() throws Exception {
        jobs.work = _ -> {
            process.part(RunningExecutions.class).close();
            process.part(RunningExecutions.class).all().forEach(Running::stop);
        };
        long execution = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(execution)).isEqualTo("STOPPED");
        assertThat(ControlledProcess.locks()).isEqualTo(1);
        database.change("DELETE FROM launch_lock");
        restartWith(jobs);
        assertThat(ControlledProcess.status(process.runs(AGAIN, "a"))).isEqualTo("STOPPED");
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void an_execution_that_an_operator_stops_gives_its_right_back_and_may_be_restarted() throws Exception {
        jobs.work = _ -> process.part(RunningExecutions.class).all().forEach(Running::stop);
        long stopped = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(stopped)).isEqualTo("STOPPED");
        assertThat(ControlledProcess.locks()).isZero();
        jobs.work = _ -> {};
        UUID asked = UUID.randomUUID();
        JobRequests requests = new JobRequests(database.database());
        requests.add(new JobRequest(asked, ONCE, Map.of("item", "a"), "test"), TestDatabase.ample());
        database.change("UPDATE job_request SET state = 'LAUNCHED', execution_id = " + stopped);
        long again = ControlledProcess.started(process.part(Restarts.class).restart(process.job(ONCE), stopped));
        process.awaitIdle();
        assertThat(ControlledProcess.status(again)).isEqualTo("COMPLETED");
        assertThat(database.number("SELECT execution_id FROM job_request")).isEqualTo(again);
        assertThat(process.part(Restarts.class).restart(process.job(ONCE), again))
                .isEqualTo(new Launch.AlreadyDone(Optional.of(again)));
        assertThat(process.part(Restarts.class).restart(process.job(ONCE), 999_999))
                .isEqualTo(new Launch.Impossible("There is no such execution."));
    }

    @Test
    void what_has_failed_may_be_abandoned_and_nothing_else() throws Exception {
        Restarts restarts = process.part(Restarts.class);
        assertThat(restarts.abandon(999_999)).isFalse();
        long completed = process.runs(ONCE, "a");
        assertThat(restarts.abandon(completed)).isFalse();
        jobs.work = _ -> {
            throw new IllegalStateException("wrong");
        };
        long failed = process.runs(ONCE, "b");
        lock("b", other());
        assertThat(restarts.abandon(failed)).as("another has it").isFalse();
        database.change("DELETE FROM launch_lock");
        Running held = process.part(RunningExecutions.class)
                .hold(process.key(ONCE, "b"))
                .orElseThrow();
        assertThat(restarts.abandon(failed)).as("it is about to run here").isFalse();
        process.part(RunningExecutions.class).forget(held);
        assertThat(restarts.abandon(failed)).isTrue();
        assertThat(ControlledProcess.status(failed)).isEqualTo("ABANDONED");
        assertThat(ControlledProcess.locks()).isZero();
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
        assertThat(restarts.abandon(failed)).as("it is already").isFalse();
        try (ControlledProcess unknown = new ControlledProcess(2, ControlledProcess.STILL, jobs)) {
            assertThat(unknown.part(Restarts.class).abandon(failed)).isFalse();
        }
    }

    @Test
    void a_right_that_cannot_be_given_back_is_left_to_the_recovery() throws Exception {
        lock("a", other());
        LaunchLocks locks = new LaunchLocks(database.database());
        InstanceKey key = process.key(ONCE, "a");
        var lock = locks.find(key.jobName(), key.jobKey(), TestDatabase.ample()).orElseThrow();
        new LaunchLockRelease(locks, ControlledProcess.AWAY, System::nanoTime).giveBack(lock);
        assertThat(ControlledProcess.locks()).isEqualTo(1);
        new LaunchLockRelease(locks, ControlledProcess.STILL, System::nanoTime).giveBack(lock);
        assertThat(ControlledProcess.locks()).isZero();
    }
}
