/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.AGAIN;
import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.LaunchLocks;
import java.sql.SQLTransientConnectionException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When an execution ends, its right is given back, or kept for whoever resumes it. */
class LaunchLockIT extends ControlledProcessFixture {

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
            assertThat(ControlledProcess.exitMessage(execution)).startsWith(InterruptedExecutions.DISOWNED);
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
        assertThat(ControlledProcess.exitMessage(execution)).startsWith(InterruptedExecutions.DATABASE_AWAY);
        assertThat(ControlledProcess.locks()).as("whoever finds it resumes").isEqualTo(1);

        database.change("DELETE FROM launch_lock");
        long again = process.runs(AGAIN, "a");
        assertThat(ControlledProcess.exitMessage(again)).doesNotContain(InterruptedExecutions.DATABASE_AWAY);
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
            process.part(RunningExecutions.class).all().forEach(RunningInstance::stop);
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
