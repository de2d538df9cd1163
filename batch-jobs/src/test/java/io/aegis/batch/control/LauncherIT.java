/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.AGAIN;
import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.dao.TransientDataAccessResourceException;

/** What comes of launches, and of the rights that they take. */
class LauncherIT extends ControlledProcessFixture {

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
        assertThat(ControlledProcess.exitMessage(first)).isEqualTo(InterruptedExecutions.PROCESS_GONE);
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
}
